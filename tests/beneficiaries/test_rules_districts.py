"""The rules of districts and their streets, broken by a bare INSERT."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from beneficiaries.models import District, DistrictStreet


@pytest.fixture
def district(db):
    return District.objects.create(
        name="Noyer-Doré", code="QN09201", period=DateRange(date(2015, 1, 1), None)
    )


def street(district, **fields):
    boring = {"street": "Rue des Rabats", "commune_id": "92002"}
    return DistrictStreet(district=district, **boring | fields)


def rule_broken_by(make) -> str:
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        make()
    return collision.value.__cause__.diag.constraint_name


def test_a_district_is_once_in_the_list(district):
    twin = District(name="Autre", code=district.code, period=DateRange(date(2016, 1, 1), None))
    assert rule_broken_by(twin.save) == "district_code_once_at_a_time"


def test_a_street_is_once_in_its_district(district):
    street(district).save()
    assert rule_broken_by(street(district).save) == "district_street_once"


def test_the_numbers_of_a_street_are_in_order(district):
    backwards = street(district, first=9, last=3)
    assert rule_broken_by(backwards.save) == "district_street_numbers_in_order"
