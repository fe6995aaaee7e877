"""Names as a French ear has them."""

from datetime import date

import pytest
from django.db import connection

from beneficiaries.models import Beneficiary, PossibleDuplicate
from tests.support import factories


def sound(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pimms_sound(%s)", [name])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    "names",
    [
        "Diallo Dialo Dyallo", "Mohamed Muhammad Mouhamed Mohammed", "Quessi Kessi Kessy",
        "Lefèvre Lefebvre", "Boudiaf Boudiaff", "Dupont Dupond Dupon", "Djamila Jamila",
        "Khadija Kadidja", "Aïcha Aisha Aicha", "Haoua Awa", "Philippe Filip",
        "Rodrigues Rodriguez", "François Francois", "Seydou Saïdou", "Georges Jorge",
        "Traoré Traore", "Martin Martain", "Boulanger Boulangé", "Benoît Benoit", "Petit Petite",
    ],
)  # fmt: skip
def test_these_sound_alike(db, names):
    assert len({sound(name) for name in names.split()}) == 1


@pytest.mark.parametrize(
    "names", ["Diallo Diarra", "Martin Marton", "Traoré Touré", "Awa Ava", "Benali Benoit"]
)
def test_these_do_not(db, names):
    one, other = names.split()
    assert sound(one) != sound(other)


@pytest.mark.parametrize("typed", ["Dialo", "dyalo awa", "haoua diallo", "DIALOT"])
def test_somebody_is_found_by_the_sound_of_their_name(db, typed):
    awa = factories.person()
    factories.person(last_name="Traoré", first_name="Moussa")
    assert list(Beneficiary.objects.matching(typed)) == [awa]


def test_when_the_letters_find_enough_the_sound_is_not_asked(db):
    for first_name in ("Awa", "Fatou", "Moussa"):
        factories.person(first_name=first_name)
    factories.person(last_name="Dyallo")
    assert Beneficiary.objects.matching("diallo").count() == 3


def test_nonsense_sounds_like_nobody(db):
    factories.person()
    for typed in ("李", "%", "_", "\\", "…", "h"):
        assert not Beneficiary.objects.matching(typed).filter(last_name="Traoré").exists()


def test_a_slip_in_the_birth_date_says_nothing_where_everybody_has_that_name(db):
    for n in range(12):
        factories.person(last_name="Diallo", first_name="Fatou", born_on=date(1960 + 3 * n, 4, 5))
    PossibleDuplicate.objects.all().delete()
    for born_on in (date(1976, 9, 15), date(1976, 9, 16)):
        factories.person(last_name="Diallo", first_name="Fatou", born_on=born_on, phone="")
    assert not PossibleDuplicate.objects.exists()
