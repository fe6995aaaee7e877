"""Priority districts: a list of streets is taken in, and files say who lives there."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from beneficiaries import services
from beneficiaries.models import Beneficiary, District
from tests.support import factories
from tests.support.pages import text

DISTRICTS = reverse("beneficiaries:districts")
LIST = """quartier;code;commune;voie;du;au;côté
Noyer-Doré;QN09201;92160 Antony;Place des Baconnets;;;
Noyer-Doré;QN09201;92160 Antony;Avenue Léon Jouhaux;1;39;impair
"""


@pytest.fixture(autouse=True)
def claire(sign_in):
    with time_machine.travel("2016-06-15 10:00", tick=False):
        yield sign_in("director")


def send(client, words=LIST, **more):
    file = SimpleUploadedFile("voies.csv", words.encode())
    fields = {"file": file, "since": "2015-01-01", "source": "décret 2014-1750"}
    return client.post(DISTRICTS, fields | more)


def at(address, **more):
    return factories.person(address=address, **more)


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("3 place des Baconnets", True),
        ("3 bis, PLACE DES BACONNETS", True),
        ("Bât. B, 17 avenue Léon-Jouhaux", True),
        ("18 avenue Léon Jouhaux", False),  # the other side
        ("41 avenue Léon Jouhaux", False),  # further on
        ("place des Baconnets", False),  # no number, no certainty
        ("", False),
    ],
)
def test_an_address_is_in_the_district_by_street_side_and_number(client, address, inside):
    send(client)
    person = at(address)
    assert (str(person.district) == "Noyer-Doré") is inside


def test_the_same_street_of_another_town_is_elsewhere(client):
    send(client)
    assert at("3 place des Baconnets", commune_id="91377").district is None


def test_a_list_that_comes_later_finds_those_who_were_there(client):
    awa, rosa = at("3 place des Baconnets"), at("9 rue Mounié", last_name="Lopez")
    assert send(client).status_code == 302
    assert Beneficiary.objects.get(pk=awa.pk).district.code == "QN09201"
    assert Beneficiary.objects.get(pk=rosa.pk).district is None


def test_a_new_list_takes_the_place_of_the_old_one(client, claire):
    send(client)
    awa = at("3 place des Baconnets")
    send(client, LIST.replace("Place des Baconnets", "Rue des Rabats"))
    assert Beneficiary.objects.get(pk=awa.pk).district is None
    assert District.objects.count() == 1


def test_moving_house_is_noticed(client, claire):
    send(client)
    awa = at("3 place des Baconnets")
    services.correct_person(awa, address="9 rue Mounié", by=claire, on=date(2016, 6, 15))
    assert Beneficiary.objects.get(pk=awa.pk).district is None


def test_a_list_that_nobody_checked_says_so(client):
    send(client)
    assert "à vérifier" in text(client.get(DISTRICTS))
    send(client, is_checked="on")
    assert "à vérifier" not in text(client.get(DISTRICTS))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("nom;voie\n", "La première ligne nomme les colonnes"),
        (LIST + "X;Q1;75001 Nulle-Part;Rue;;;\n", "Ligne 4"),
        (LIST + "X;Q1;92160 Antony;Rue;douze;;\n", "n’est pas un numéro de voie"),
        (LIST + "X;Q1;92160 Antony;Rue;;;gauche\n", "ni pair ni impair"),
        (LIST.splitlines()[0] + "\n", "La liste ne nomme aucune voie."),
    ],
)
def test_a_list_that_makes_no_sense_is_refused_whole(client, words, sentence):
    answer = send(client, words)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not District.objects.exists()
