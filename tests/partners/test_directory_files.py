"""The directory's files by the published schema, as the national library reads them, and refusals.

`PUBLISHED` and `LIBRARY` say the rules a second time, from their sources and not from our table.
"""

import csv
import json
import re
from datetime import date
from io import StringIO

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from partners import national_schema as schema
from partners import services
from partners.models import Place
from tests.partners.test_network import FORM, GOOD, as_file, send
from tests.support import factories, network
from tests.support.pages import queries_of, text

# schema.json of « lieux de médiation numérique » 1.0.2: what is required, and the patterns.
REQUIRED = ("id", "pivot", "nom", "commune", "code_postal", "adresse", "date_maj")
PUBLISHED = {
    "pivot": r"[a-zA-Z0-9]{9,14}",
    "code_postal": r"\d{5}",
    "code_insee": r"([013-9]\d|2[AB1-9])\d{3}",
    "telephone": r"(\+33|\+590|\+594|\+262|\+596|\+269|\+687|\+689|\+508|\+681)(\d){6,9}",
    "presentation_resume": r".{0,280}",
    "date_maj": r"\d{4}-\d{2}-\d{2}",
    "itinerance": r"(Itinérant|Fixe)(\|(Itinérant|Fixe))*",
    "frais_a_charge": r"(Gratuit|Gratuit sous condition|Payant)"
    r"(\|(Gratuit|Gratuit sous condition|Payant))*",
    "formations_labels": r"Étapes numériques\(La Poste\)",
}
# lieux-de-mediation-numerique 2.3.0, fromSchemaLieuxDeMediationNumerique: what it refuses a file
# for, a place after the other, in words of ours.
_LETTER = "A-Za-zÀ-ÖØ-öø-ÿœŒŸ"
LIBRARY = {
    "pivot": r".{14}|W[a-zA-Z0-9]{9}",
    "commune": rf"[{_LETTER}\d\-'’\s]+",
    "adresse": rf"[{_LETTER}\d\-,()°.&:+–|;'’/\s]+",
    "code_postal": r"\d{5}",
    "telephone": r"\+(33|262|269|508|590|594|596|681|687|689)([1-9]\d{8}|\d{6})",
    "formations_labels": r"Étapes numériques \(La Poste\)",
}
WHOLE = GOOD | {
    "itinerance": "Fixe|Itinérant",
    "presentation_resume": "Livres et ordinateurs.",
    "adresse": "20 bis, rue Velpeau – n° 3 (cour)",
    "commune": "L’Haÿ-les-Roses",
    "typologie": "BIB|MUNI|GARE",
}


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-06-15 10:00", tick=False):
        yield sign_in("counsellor")


def brought_in(client, *rows):
    assert send(client, as_file(*rows)).status_code == 302


def rows_of(client, ending):
    content = client.get(f"/annuaire/lieux.{ending}").content.decode()
    return json.loads(content) if ending == "json" else list(csv.DictReader(StringIO(content)))


class TestWhatGoesOut:
    def test_keeps_the_rules_of_the_published_schema(self, client):
        brought_in(client, WHOLE)
        network.place()
        for row in rows_of(client, "csv"):
            assert all(row[name] for name in REQUIRED)
            for name, pattern in PUBLISHED.items():
                assert not row[name] or re.fullmatch(pattern, row[name]), name

    def test_keeps_the_rules_of_the_national_library(self, client):
        brought_in(client, WHOLE)
        network.place()
        rows = rows_of(client, "json")
        assert len(rows) == 2
        for row in rows:
            assert all(isinstance(value, str | float) and value != "" for value in row.values())
            for name, pattern in LIBRARY.items():
                assert name not in row or re.fullmatch(pattern, row[name]), name

    def test_has_in_json_the_typologies_that_the_library_knows(self, client):
        brought_in(client, WHOLE, GOOD | {"id": "2", "typologie": "GARE"})
        assert [row["typologie"] for row in rows_of(client, "csv")] == ["GARE", "BIB|MUNI|GARE"]
        assert [row.get("typologie") for row in rows_of(client, "json")] == [None, "BIB|MUNI"]

    def test_needs_no_sign_in_and_is_read_by_other_sites(self, client):
        network.place()
        client.logout()
        for name in ("lieux.csv", "lieux.json", "offre.json"):
            answer = client.get(f"/annuaire/{name}")
            assert answer.status_code == 200
            assert answer["Access-Control-Allow-Origin"] == "*"
            assert not answer.cookies


class TestAPlaceInTheOpen:
    def test_has_a_page_for_whoever_comes(self, client):
        place = network.place(opening="Mo-Fr 09:00-12:00", websites=["https://pimms.example"])
        client.logout()
        page = client.get(place.get_absolute_url())
        assert "Place des Baconnets" in text(page) or "place des Baconnets" in text(page)
        assert "lundi au vendredi" in text(page)
        assert "Corriger" not in text(page)
        assert client.follow("← Annuaire").status_code == 200

    def test_that_has_ended_has_none(self, client):
        place = network.place()
        services.end_place(place, by=factories.counsellor(), on=date(2016, 6, 15))
        client.logout()
        assert client.get(place.get_absolute_url()).status_code == 404

    def test_is_listed_for_whoever_comes(self, client):
        place = network.place()
        client.logout()
        client.get(reverse("partners:directory"))
        assert client.follow(place.get_absolute_url()).status_code == 200
        assert queries_of(client, reverse("partners:directory")) <= 4


REFUSED = [
    ("horaires", "Mo-Fr 25:61-26:00", "horaires dit une heure qui n’existe pas\u202f: 25:61"),
    ("horaires", "Mo-Fr 09:00-12:75", "horaires dit une heure qui n’existe pas\u202f: 12:75"),
    ("horaires", "Mo-Fr 09:00-24:30", "horaires dit une heure qui n’existe pas\u202f: 24:30"),
    ("horaires", "Mo-Fr 24:00-24:00", "horaires dit une heure qui n’existe pas\u202f: 24:00"),
    ("date_maj", "2016-06-16", "date_maj est un jour à venir"),
    ("date_maj", "1999-12-31", "date_maj est d’avant l’an 2000"),
    ("date_maj", "0016-05-02", "date_maj est d’avant l’an 2000"),
    ("pivot", "00000000000000", "pivot n’est fait que de zéros"),
    ("pivot", "434933123", "pivot s’écrit comme 43493312300029"),  # a SIREN
    ("pivot", "W12345678", "pivot s’écrit comme 43493312300029"),
    ("nom", "AB", "nom a moins de trois lettres"),
    ("nom", "A. -", "nom a moins de trois lettres"),
    ("telephone", "+33012345678", "telephone s’écrit comme"),
    ("telephone", "+3312345678", "telephone s’écrit comme"),
    ("commune", "Antony <92>", "commune s’écrit comme"),
    ("adresse", "3 rue « du Parc »", "adresse s’écrit comme"),
    ("prise_rdv", "https://rdv.example/(ici)", "prise_rdv commence par https://"),
    ("site_web", "https://", "site_web s’écrit comme https://pimms.example"),
]


class TestWhatIsRefused:
    @pytest.mark.parametrize(("name", "value", "sentence"), REFUSED)
    def test_is_told_line_by_line(self, client, name, value, sentence):
        answer = send(client, as_file(GOOD, GOOD | {"id": "2", name: value}))
        assert answer.status_code == 422
        assert f"Ligne 3\u202f: {sentence}" in text(answer)
        assert not Place.objects.exists()

    @pytest.mark.parametrize(
        ("name", "value", "sentence"),
        [
            ("opening", "Mo-Fr 25:61-26:00", "Ce champ dit une heure qui n’existe pas"),
            ("pivot", "00000000000000", "Ce champ n’est fait que de zéros."),
            ("pivot", "434933123", "Ce champ s’écrit comme 43493312300029."),
            ("name", "AB", "Ce champ a moins de trois lettres."),
        ],
    )
    def test_is_told_by_the_form_too(self, client, name, value, sentence):
        answer = client.post(reverse("partners:new_place"), FORM | {name: value})
        assert answer.status_code == 422
        assert sentence in text(answer)

    @pytest.mark.parametrize(
        "hours", ["Mo 00:00-24:00", "Fr 18:00-02:00", 'Mo 09:00-12:00 "tél. 25:61"', "24/7"]
    )
    def test_is_no_hour_of_a_clock(self, hours):
        assert schema.check(schema.BY_ATTRIBUTE["opening"], hours)[1] == ""


def test_a_place_of_before_the_rules_can_be_taken_away_or_put_right(client):
    place = network.place()
    place.ended_on = date(2016, 6, 1)
    place.opening = "Mo-Fr 25:61-26:00"
    place.save()
    brought_in(client, GOOD | {"id": place.local_id})
    place.refresh_from_db()
    assert (place.ended_on, place.opening) == (None, GOOD["horaires"])


def test_hours_of_before_the_rules_are_shown_to_nobody(client):
    place = network.place()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE partners_place DROP CONSTRAINT place_opens_at_hours_of_a_clock")
        cursor.execute("UPDATE partners_place SET opening = 'Mo-Fr 25:61-26:00'")
    [row] = rows_of(client, "csv")
    assert row["horaires"] == ""
    assert "25" not in text(client.get(place.get_absolute_url()))
    assert "horaires dit une heure" in text(client.get(reverse("partners:offer")))


@pytest.mark.parametrize(
    ("column", "value", "name"),
    [("pivot", "434933123", "pivot"), ("address", "3 rue « du Parc »", "adresse")],
)
def test_a_place_of_before_that_no_library_reads_stays_out_and_is_told(client, column, value, name):
    network.place(name="Médiathèque")
    place = network.place()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE partners_place DROP CONSTRAINT place_pivot_is_siret_or_rna")
        cursor.execute(f"UPDATE partners_place SET {column} = %s WHERE id = %s", [value, place.pk])
    for ending in ("csv", "json"):
        assert [row["nom"] for row in rows_of(client, ending)] == ["Médiathèque"]
    assert f"{name} s’écrit comme" in text(client.get(reverse("partners:offer")))


def test_a_telephone_of_before_that_no_library_reads_is_left_out(client):
    place = network.place(phone="+33146661234")
    Place.objects.filter(pk=place.pk).update(phone="+3212345678")
    for ending in ("csv", "json"):
        assert not rows_of(client, ending)[0].get("telephone")


@pytest.mark.parametrize(
    ("name", "written", "kept"),
    [
        ("formations_labels", "Étapes numériques (La Poste)", "Étapes numériques(La Poste)"),
        (
            "formations_labels",
            "Formé à « DUPLEX » (illetrisme)",
            "Formé à « DUPLEX » (illettrisme)",
        ),
        ("services", "Comprehension du monde numerique", "Compréhension du monde numérique"),
        ("dispositif_programmes_nationaux", "France services", "France Services"),
        (
            "dispositif_programmes_nationaux",
            "Point d’accès numérique CAF",
            "Point d'accès numérique CAF",
        ),
        ("frais_a_charge", "Gratuit : Je peux accéder gratuitement au lieu", "Gratuit"),
        (
            "modalites_accompagnement",
            "À distance (par téléphone ou en visioconférence)",
            "À distance",
        ),
        ("modalites_accompagnement", "En autonomie;À distance", "En autonomie|À distance"),
        ("typologie", "PE", "FT"),
    ],
)
def test_a_value_that_others_write_otherwise_is_taken(client, name, written, kept):
    brought_in(client, GOOD | {name: written})
    [row] = rows_of(client, "csv")
    assert row[name] == kept


def test_a_value_that_means_nothing_is_still_refused(client):
    answer = send(client, as_file(GOOD | {"prise_en_charge_specifique": "Langues étrangères"}))
    assert "n’admet pas" in text(answer)
