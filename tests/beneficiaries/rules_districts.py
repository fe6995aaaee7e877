"""The rules on districts and their streets, each broken."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from beneficiaries.models import District, DistrictStreet
from tests.support.rules import Broken


def district() -> District:
    return District.objects.create(
        name="Noyer-Doré", code="QN09201", period=DateRange(date(2015, 1, 1), None)
    )


def street() -> DistrictStreet:
    return DistrictStreet.objects.create(
        district=district(), street="Rue des Rabats", commune_id="92002"
    )


TWIN = {"name": "Autre", "period": DateRange(date(2016, 1, 1), None)}
RULES = [
    Broken("district_code_once_at_a_time", district, TWIN),
    Broken("district_street_once", street),
    Broken("district_street_numbers_in_order", street, {"first": 9, "last": 3}),
]
