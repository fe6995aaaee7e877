"""A priority district of the demonstration, by two of its streets; nobody checked it."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from beneficiaries.models import District, DistrictStreet

STREETS = ("rue des Peupliers", "rue des Lilas")


def draw(*, since: date) -> None:
    """Those who live in these streets of Antony live in the district."""
    district = District.objects.create(
        name="Le Noyer-Doré",
        code="QN-DEMO",
        period=DateRange(since, None),
        source="liste fictive de la démonstration",
    )
    DistrictStreet.objects.bulk_create(
        DistrictStreet(district=district, commune_id="92002", street=street) for street in STREETS
    )
