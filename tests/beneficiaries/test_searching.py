"""What people type at the counter, and whom it finds."""

from datetime import date

import pytest

from beneficiaries.models import Beneficiary
from tests.support import factories
from tests.support.standing import standing

pytestmark = pytest.mark.django_db


@standing
def town():
    """Nobody twice; each stands for a kind of name."""
    people = (
        ("Ben Ali", "Samir", "", date(1953, 4, 13), "2016-0178"),
        ("Legoff", "Yann", "", date(1971, 6, 2), "2015-0012"),
        ("Saint-Martin", "Jeanne", "", date(1962, 4, 2), "2016-0347"),
        ("EL-HADJ", "Omar", "", date(1980, 5, 3), "2016-0500"),
        ("Oudin", "Jean-Marc", "", date(1967, 12, 9), "NOYER-12"),
        ("Pannetier", "Sébastien", "", date(1976, 9, 15), "2014-0001"),
        ("Durand", "Marion", "Limouzin", date(1992, 7, 14), "2014-0002"),
        ("N’Diaye", "Awa", "", date(1981, 7, 5), "2014-0003"),
    )
    for last_name, first_name, used_name, born_on, number in people:
        factories.person(
            last_name=last_name, first_name=first_name, used_name=used_name, born_on=born_on,
            number=number,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "last_name"),
    [
        ("benali", "Ben Ali"),
        ("ben ali samir", "Ben Ali"),
        ("samir benali", "Ben Ali"),
        ("le goff", "Legoff"),
        ("yann le goff", "Legoff"),
        ("st martin", "Saint-Martin"),
        ("St-Martin", "Saint-Martin"),
        ("saintmartin", "Saint-Martin"),
        ("elhadj", "EL-HADJ"),
        ("el hadj", "EL-HADJ"),
        ("jeanmarc", "Oudin"),
        ("jean marc oudin", "Oudin"),
        ("ndiaye", "N’Diaye"),
        ("n'diaye", "N’Diaye"),
        ("durand", "Durand"),
        ("limouzin", "Durand"),
        ("limouzin marion", "Durand"),
        ("marion durand limouzin", "Durand"),
        ("Pannetier 1976", "Pannetier"),
        ("pannetier 15/09/1976", "Pannetier"),
        ("15.9.76 pannetier", "Pannetier"),
        ("1976 seb", "Pannetier"),
        ("03051980", "EL-HADJ"),
        ("3/5/80", "EL-HADJ"),
        ("3/5/1980", "EL-HADJ"),
        ("elhadj 03051980", "EL-HADJ"),
        ("178", "Ben Ali"),
        ("2016 347", "Saint-Martin"),
        ("2016-347", "Saint-Martin"),
        ("2016-0347", "Saint-Martin"),
        ("noyer-12", "Oudin"),
    ],
)
def test_this_calls_one_person(typed, last_name):
    assert [person.last_name for person in Beneficiary.objects.called(typed)] == [last_name]


@pytest.mark.parametrize(
    "typed",
    [
        "pannetier 1977", "pannetier 16/09/1976", "31/02/1980", "99/99/99", "31021980", "9999",
        "2016 9999", "٣", "0", "%", "_", "\\", "…", "李", "1976", "pannetier 31/02/1976",
    ],
)  # fmt: skip
def test_this_calls_nobody(typed):
    assert not Beneficiary.objects.called(typed).exists()


@pytest.mark.parametrize(
    ("typed", "last_name"),
    [
        ("Panetier Sébastien", "Pannetier"),
        ("Pannteier Sebastien", "Pannetier"),
        ("Pannetierr Sébastien", "Pannetier"),
        ("Oudin Jean-Marc Karl", "Oudin"),
        ("Khelil Durand Marion", "Durand"),
        ("Limousin Marion", "Durand"),
        ("Panetier Sébastien 1976", "Pannetier"),
        ("elhaj omar", "EL-HADJ"),
    ],
)
def test_a_slip_calls_nobody_and_has_a_neighbour(typed, last_name):
    assert not Beneficiary.objects.called(typed).exists()
    assert last_name in [person.last_name for person in Beneficiary.objects.neighbours(typed)[:8]]


@pytest.mark.parametrize(
    "typed", ["178", "Panetier Sébastien 1977", "Zzyzx", "李", "06 12 34 56 78"]
)
def test_this_has_no_neighbour(typed):
    assert not Beneficiary.objects.neighbours(typed).exists()


@pytest.mark.parametrize(
    "typed",
    ["pannetire", "panneiter", "panetier", "pannnetier", "pannegier", "apnnetier", "pannei"],
)
def test_a_last_name_alone_may_have_one_slip(typed):
    """Two letters swapped, one missing, added or another; also of a name that is only begun."""
    assert not Beneficiary.objects.called(typed).exists()
    assert [person.last_name for person in Beneficiary.objects.neighbours(typed)] == ["Pannetier"]


@pytest.mark.parametrize("typed", ["panneitre", "bnn", "pan.etier|oudin", "(((("])
def test_two_slips_three_letters_and_signs_have_no_neighbour(typed):
    assert not Beneficiary.objects.neighbours(typed).exists()


def test_a_telephone_is_found_as_before():
    awa = factories.person(phone="+33612345678")
    for typed in ("06 12 34 56 78", "0612", "5678", "12345678", "+33 6 12"):
        assert awa in Beneficiary.objects.called(typed), typed


def test_whole_names_stand_first_then_those_seen_lately():
    arnaud = factories.person(last_name="Arnaud", first_name="Jean-Baptiste")
    seen = [factories.person(last_name="Ba", first_name=name) for name in ("Issa", "Omar", "Zoé")]
    for person, day in zip(seen, (3, 9, 1), strict=True):
        Beneficiary.objects.filter(pk=person.pk).update(last_seen_on=date(2016, 1, day))
    found = Beneficiary.objects.called("ba").likeliest_first("ba")
    assert [person.first_name for person in found] == ["Omar", "Issa", "Zoé", "Jean-Baptiste"]
    assert found[3] == arnaud


def test_a_postal_code_finds_those_who_live_there_as_they_said_it():
    there = factories.person(postal_code="75013")
    factories.person(postal_code="75014")
    assert list(Beneficiary.objects.called("75013")) == [there]
    assert not Beneficiary.objects.called("7501").exists()
