"""Who is put before a counsellor as perhaps the same person, and who is not."""

from datetime import date

import pytest

from beneficiaries.models import Beneficiary, PossibleDuplicate
from beneficiaries.models.likeness import reasons
from beneficiaries.services import correct_person, dismiss_duplicate
from tests.support import factories
from tests.support.standing import standing

BORN = date(1976, 9, 15)
PHONE, OTHER_PHONE = "+33639980001", "+33639980002"


pytestmark = pytest.mark.django_db


@standing
def town():
    """Forty-five others, so that a name may be rare among them; no two are alike."""
    lasts = ["Zidane", "Roux", "Keller", "Haddad", "Sorel", "Vasseur", "Mendes", "Yildiz", "Nguyen"]
    firsts = ["Luc", "Inès", "Boris", "Denise", "Hervé"]
    for n, (last, first) in enumerate((last, first) for last in lasts for first in firsts):
        born_on = date(1950 + n // 2, n % 12 + 1, 28 - n % 3)
        factories.person(last_name=last, first_name=first, born_on=born_on)
    PossibleDuplicate.objects.all().delete()


def pairs_of(one: dict, other: dict):
    for said in (one, other):
        factories.person(**{"born_on": BORN, "phone": ""} | said)
    return PossibleDuplicate.objects.all()


PANNETIER = {"last_name": "Pannetier", "first_name": "Sébastien"}
ANA = {"last_name": "Roussel", "first_name": "Ana"}


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (PANNETIER | {"born_on": date(1976, 9, 16)}, "un chiffre de la date de naissance diffère"),
        (PANNETIER | {"born_on": date(1967, 9, 15)}, "deux chiffres de la date de naissance"),
        (PANNETIER | {"born_on": date(1976, 1, 1)}, "même année de naissance"),
        (PANNETIER | {"last_name": "Panetier"}, "noms qui se prononcent de même"),
        (PANNETIER | {"last_name": "Pannteier"}, "noms voisins"),
        ({"last_name": "Panetier", "first_name": "Sébastein"}, "noms voisins"),
        ({"last_name": "Sébastien", "first_name": "Pannetier"}, "nom et prénom intervertis"),
        (PANNETIER | {"first_name": "Sébastien Karl"}, "noms voisins"),
        (PANNETIER | {"last_name": "Khelil Pannetier"}, "noms voisins"),
        (PANNETIER | {"last_name": "Limouzin"}, "même prénom"),
        (
            PANNETIER | {"last_name": "Limouzin", "used_name": "Pannetier"},
            "même nom, de naissance ou d’usage",
        ),
        (PANNETIER | {"last_name": "Limouzin", "used_name": "Panetier"}, "noms voisins"),
        (PANNETIER | {"last_name": "Panetier", "born_on": date(1976, 9, 13)}, "un chiffre"),
    ],
)
def test_these_may_be_one(other, reason):
    pair = pairs_of(PANNETIER, other).get()
    assert any(said.startswith(reason) for said in reasons(pair.first, pair.second))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # twins, of one telephone
        (PANNETIER | {"phone": PHONE}, PANNETIER | {"first_name": "Cyriaque", "phone": PHONE}),
        # mother and daughter of one name and telephone
        (PANNETIER | {"phone": PHONE}, PANNETIER | {"born_on": date(2001, 2, 27), "phone": PHONE}),
        # namesakes
        (PANNETIER, PANNETIER | {"born_on": date(1988, 4, 2)}),
        # two men with a first name and a birthday in common
        (
            PANNETIER | {"gender": "masculin", "phone": PHONE},
            PANNETIER | {"last_name": "Limouzin", "gender": "masculin", "phone": OTHER_PHONE},
        ),
        # a house that shares a telephone
        (PANNETIER | {"phone": PHONE}, ANA | {"phone": PHONE}),
        # a birthday
        (PANNETIER, ANA),
    ],
)  # fmt: skip
def test_these_are_two(one, other):
    assert not pairs_of(one, other).exists()


def test_a_file_that_is_corrected_is_compared_again():
    one = factories.person(**PANNETIER, born_on=BORN)
    other = factories.person(last_name="Lopez", first_name="Ana", born_on=date(1990, 2, 2))
    assert not PossibleDuplicate.objects.exists()
    identity = {"last_name": "Panetier", "first_name": "Sébastien", "born_on": BORN}
    said = {"reason": "Erreur de saisie", "by": factories.counsellor(), "on": factories.DAY}
    correct_person(other, **identity, **said)
    pair = PossibleDuplicate.objects.get()
    assert {pair.first, pair.second} == {one, other}
    dismiss_duplicate(pair, by=factories.counsellor(), on=factories.DAY)
    correct_person(other, **identity | {"last_name": "Pannetiere"}, **said)
    assert PossibleDuplicate.objects.get().dismissed_on == factories.DAY


@pytest.mark.parametrize(
    ("typed", "warned"),
    [
        ({"last_name": "Pannetier", "first_name": "Sébastien"}, True),
        ({"last_name": "Sébastien", "first_name": "Pannetier"}, True),
        ({"last_name": "Pannetier", "first_name": "Simone"}, False),
        ({"last_name": "Limouzin", "first_name": "Sébastien"}, False),
        ({"last_name": "Panetier", "first_name": "Sebastien", "phone": PHONE}, True),
        ({"last_name": "Roussel", "first_name": "Ana", "phone": PHONE}, False),
        ({"last_name": "Diallo", "first_name": "Awa"}, False),
    ],
)
def test_a_name_alone_warns_where_it_is_rare(typed, warned):
    factories.person(**PANNETIER, born_on=BORN, phone=PHONE)
    for n in range(10):
        factories.person(born_on=date(1960 + 3 * n, 4, 5))
    assert Beneficiary.objects.suspected(**typed).exists() is warned


def test_what_the_form_warns_of_is_what_the_list_says():
    person = factories.person(**PANNETIER, born_on=BORN)
    typed = PANNETIER | {"born_on": date(1976, 9, 16)}
    assert Beneficiary.objects.suspected(**typed).get() == person
    twin = PANNETIER | {"first_name": "Cyriaque", "born_on": BORN}
    assert not Beneficiary.objects.suspected(**twin).exists()
