"""The communes that the migrations bring, and counters without gaps."""

from pimms.kernel import communes
from pimms.kernel.models import Commune, Series, last_of, take


def test_antony_is_there_with_its_neighbours(db):
    antony = Commune.objects.get(code="92002")
    assert (antony.name, antony.department) == ("Antony", "92")
    assert "92160" in antony.postal_codes
    assert antony.population > 60_000
    assert antony.at("") == antony.at("92160") == "92160 Antony"
    assert Commune.objects.filter(name_key="chatenay malabry").exists()


def test_the_vintage_that_pages_tell_is_the_one_of_the_data(db):
    assert communes.POPULATIONS_OF == 2023
    assert Commune.objects.get(code="75056").population == 2_103_778  # Insee: Paris in 2023
    assert Commune.objects.get(code="92002").population == 64_263


def test_every_commune_has_a_postal_code_and_its_department(db):
    assert Commune.objects.count() > 1_200
    assert not Commune.objects.filter(postal_codes=[]).exists()
    departments = set(Commune.objects.order_by().values_list("department", flat=True))
    assert departments == {"75", "77", "78", "91", "92", "93", "94", "95"}


def test_numbers_are_taken_one_after_the_other(db):
    assert [take("dossier 2016") for _ in range(3)] == [1, 2, 3]
    assert take("dossier 2017") == 1
    assert last_of("dossier 2016") == 3
    assert last_of("nothing yet") == 0
    assert str(Series.objects.get(name="dossier 2016")) == "dossier 2016\u202f: 3"
