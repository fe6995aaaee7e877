"""Actions of the network, and the directory of digital actors by the national schema."""

import csv
import json
import re
from datetime import date
from io import BytesIO, StringIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from partners import map as tiles
from partners import national_files as files
from partners import national_schema as schema
from partners import opening
from partners.models import NetworkAction, Place
from tests.support import factories, network
from tests.support.pages import queries_of, text

NB = "\u00a0"
GOOD = {
    "id": "1",
    "pivot": "43493312300029",
    "nom": "Médiathèque d’Antony",
    "commune": "Antony",
    "code_postal": "92160",
    "code_insee": "92002",
    "adresse": "20 bis rue Velpeau",
    "latitude": "48.7539",
    "longitude": "2.297",
    "typologie": "BIB|MUNI",
    "telephone": "+33140960101",
    "courriels": "mediatheque@antony.example",
    "horaires": "Tu-Sa 10:00-12:00,14:00-18:30; Su off",
    "date_maj": "2016-05-02",
    "services": "Accès internet et matériel informatique|Compréhension du monde numérique",
    "frais_a_charge": "Gratuit",
    "dispositif_programmes_nationaux": "Relais numérique (Emmaüs Connect)",
    "formations_labels": "Étapes numériques(La Poste)",
    "modalites_acces": "Se présenter|Envoyer un mail avec une fiche de prescription",
}


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-06-15 10:00", tick=False):
        yield sign_in("counsellor")


def as_file(*rows, name="lieux.csv"):
    out = StringIO(newline="")
    writer = csv.DictWriter(out, list(dict.fromkeys(key for row in rows for key in row)))
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile(name, out.getvalue().encode())


def send(client, file):
    return client.post(reverse("partners:bring_in_places"), {"file": file})


class TestAnAction:
    address = reverse("partners:new_action")

    def words(self):
        return {
            "kind": "training",
            "title": "Repérer les difficultés",
            "held_on": "2016-06-10",
            "minutes": "180",
            "participants": "12",
            "topics": ["diagnosis", "referring"],
            "organisations": [factories.ccas().pk, factories.organisation().pk],
        }

    def test_is_recorded_and_counted_in_its_year(self, client):
        assert client.post(self.address, self.words()).status_code == 302
        page = text(client.get(reverse("partners:network")))
        assert "Repérer les difficultés" in page
        assert f"12 professionnels réunis 3{NB}h en tout 2 organismes présents" in page
        assert "Avec CCAS d’Antony, Mission locale de Sceaux" in page

    def test_that_is_yet_to_come_is_refused(self, client):
        answer = client.post(self.address, self.words() | {"held_on": "2016-06-16"})
        assert answer.status_code == 422
        assert "une fois qu’elle a eu lieu" in text(answer)
        assert not NetworkAction.objects.exists()

    def test_many_of_them_ask_no_more(self, client):
        network.action()
        few = queries_of(client, reverse("partners:network"))
        for _ in range(8):
            network.action()
        assert queries_of(client, reverse("partners:network")) == few <= 10


class TestAFile:
    def test_comes_in_and_goes_out_the_same(self, client):
        assert send(client, as_file(GOOD)).status_code == 302
        given = client.get(reverse("partners:directory_csv")).content.decode()
        [row] = csv.DictReader(StringIO(given))
        assert {name: value for name, value in row.items() if value} == GOOD | {
            "latitude": "48.7539",
            "longitude": "2.297",
        }
        assert list(row) == list(schema.NAMES)

    def test_goes_out_in_json_and_comes_in_again(self, client):
        send(client, as_file(GOOD))
        given = client.get(reverse("partners:directory_json"))
        [place] = json.loads(given.content)
        assert place["services"] == GOOD["services"]
        assert place["latitude"] == 48.7539
        send(client, SimpleUploadedFile("lieux.json", given.content))
        assert Place.objects.count() == 1

    def test_what_goes_out_validates(self, client):
        send(client, as_file(GOOD, GOOD | {"id": "2", "nom": "Autre"}))
        network.place()
        for name in ("partners:directory_csv", "partners:directory_json"):
            reading = files.read(client.get(reverse(name)).content, on=date(2016, 6, 15))
            assert reading.faults == []
            assert len(reading.places) == 3

    def test_bears_the_name_that_the_schema_asks_for(self, client):
        answer = client.get(reverse("partners:directory_csv"))
        pattern = r"2016-06-15_\w{9,14}_lieux-de-mediation-numerique_antony\.csv"
        assert re.search(pattern, answer["Content-Disposition"])

    def test_with_a_bad_line_brings_nothing_and_says_everything(self, client):
        bad = {"pivot": "123", "code_postal": "9216", "services": "Coiffure", "date_maj": "hier"}
        answer = send(client, as_file(GOOD, GOOD | bad, GOOD | {"id": "3", "telephone": "01"}))
        assert answer.status_code == 422
        page = text(answer)
        assert "Ligne 3\u202f: pivot s’écrit comme" in page
        for word in ("code_postal", "n’admet pas", "date_maj s’écrit AAAA-MM-JJ", "Ligne 4"):
            assert word in page
        assert not Place.objects.exists()

    def test_says_an_id_that_stands_twice(self, client):
        assert "id déjà pris plus haut" in text(send(client, as_file(GOOD, GOOD)))

    def test_renews_the_places_that_it_names_again(self, client):
        send(client, as_file(GOOD))
        send(client, as_file(GOOD | {"nom": "Médiathèque Anne-Fontaine"}))
        assert Place.objects.get().name == "Médiathèque Anne-Fontaine"

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"\xff\xfe\x00", "UTF-8"),
            (b"nom,adresse\nA,B\n", "Il manque les colonnes"),
            (b"[1, 2]", "liste de lieux"),
            (b"[{", "CSV ni du JSON"),
            (b'[{"id": "1", "couleur": "bleu"}]', "Il manque les colonnes"),
            (json.dumps([GOOD | {"nom": ["A"]}]).encode(), "nom n’admet qu’une valeur"),
            (json.dumps([GOOD | {"services": [{}]}]).encode(), "qu’une liste de textes"),
            (json.dumps([GOOD | {"date_maj": "2016-05-02 soir"}]).encode(), "AAAA-MM-JJ"),
            (json.dumps([GOOD | {"date_maj": "2016-02-30"}]).encode(), "AAAA-MM-JJ"),
        ],
    )
    def test_that_is_no_such_file_is_refused(self, client, content, sentence):
        answer = send(client, SimpleUploadedFile("x", content))
        assert answer.status_code == 422
        assert sentence in text(answer)

    def test_a_column_that_the_schema_does_not_know_is_said(self, client):
        assert "Le schéma ne connaît pas\u202f: couleur." in text(
            send(client, as_file(GOOD | {"couleur": "bleu"}))
        )

    def test_bears_no_formula(self, client):
        assert "tableur" in text(send(client, as_file(GOOD | {"nom": "=HYPERLINK(1)"})))


FORM = {
    "pivot": "43493312300029",
    "name": "Maison de quartier",
    "commune_name": "Sceaux",
    "postal_code": "92330",
    "insee_code": "92071",
    "address": "1 rue Houdan",
    "services": ["Aide aux démarches administratives"],
    "opening": "Mo-Fr 09:00-12:00",
}


class TestAPlace:
    def test_is_written_by_hand_and_listed(self, client, karim):
        answer = client.post(reverse("partners:new_place"), FORM)
        assert answer.status_code == 302, text(answer)
        client.force_login(karim)
        page = client.get(reverse("partners:directory"))
        assert "Maison de quartier" in text(page)
        assert f"lundi au vendredi 9{NB}h{NB}–{NB}12{NB}h" in text(page)
        assert "Corriger" not in text(page)

    def test_with_hours_that_nobody_reads_is_refused(self, client):
        answer = client.post(reverse("partners:new_place"), FORM | {"opening": "le matin"})
        assert answer.status_code == 422
        assert "s’écrit comme Mo-Fr" in text(answer)

    def test_is_corrected_and_taken_away(self, client):
        place = network.place(emails=["a@b.example", "c@d.example"])
        address = reverse("partners:place", args=[place.pk])
        assert "a@b.example | c@d.example" in client.get(address).content.decode()
        client.post(address, FORM | {"emails": "a@b.example|e@f.example"})
        place.refresh_from_db()
        assert (place.name, place.emails) == ("Maison de quartier", ["a@b.example", "e@f.example"])
        client.post(reverse("partners:end_place", args=[place.pk]))
        assert client.get(reverse("partners:directory")).context["communes"] == []
        assert client.get(address).status_code == 404

    def test_keeps_a_typology_that_the_form_does_not_offer(self, client):
        place = network.place(kinds=["TIERS_LIEUX"])
        address = reverse("partners:place", args=[place.pk])
        assert "TIERS_LIEUX" in text(client.get(address))
        client.post(address, FORM | {"kinds": ["TIERS_LIEUX", "MQ"]})
        place.refresh_from_db()
        assert place.kinds == ["TIERS_LIEUX", "MQ"]

    def test_is_found_by_words_service_and_commune(self, client):
        network.place(services=["Utilisation sécurisée du numérique"])
        network.place(name="Maison de quartier", commune_name="Sceaux", insee_code="92071")
        address = reverse("partners:directory")
        for page in (
            client.search(address, "sceaux maison"),
            client.get(address, {"commune": "92071"}),
        ):
            found = text(page)
            assert "Maison de quartier" in found
            assert "1 lieu " in found
        service = {"service": "Utilisation sécurisée du numérique"}
        assert "Maison de quartier" not in text(client.get(address, service))


class TestTheMap:
    def test_counts_the_places_of_each_commune(self):
        drawn = tiles.drawn({"92002": 2, "92071": 1, "75056": 1})
        counts = {tile.name: tile.count for tile in drawn.tiles if tile.count}
        assert counts == {"Antony": 2, "Sceaux": 1}
        assert drawn.elsewhere == 1
        assert "Antony 2" in drawn.in_words

    def test_has_a_tile_for_each_commune_that_it_names_and_no_two_on_one_spot(self):
        drawn = tiles.drawn({})
        assert len({(tile.x, tile.y) for tile in drawn.tiles}) == len(drawn.tiles) == 32
        assert len({tile.code for tile in drawn.tiles}) == 32

    @pytest.mark.parametrize("tile", tiles.drawn({}).tiles, ids=lambda tile: tile.name)
    def test_spells_communes_as_the_reference_data_does(self, db, tile):
        found = factories.antony().__class__.objects.get(code=tile.code)
        assert found.name.replace("'", "’") == tile.name
        assert all(len(word) <= 14 for word, _ in tile.lines)


def test_the_leaflet_is_a_tagged_document_with_the_places_and_nobody(client):
    network.place()
    answer = client.get(reverse("partners:leaflet"))
    document = PdfReader(BytesIO(answer.content))
    assert "/StructTreeRoot" in document.trailer["/Root"]
    words = " ".join(page.extract_text() for page in document.pages)
    assert "Pimms d’Antony" in words
    assert "nadia" not in words.lower()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("24/7", "tous les jours, jour et nuit"),
        ("Mo-Fr 09:00-12:30", f"lundi au vendredi 9{NB}h{NB}–{NB}12{NB}h{NB}30"),
        (
            "Mo,We 14:00-18:00; Su off",
            f"lundi, mercredi 14{NB}h{NB}–{NB}18{NB}h\u202f; dimanche fermé",
        ),
        ("sur rendez-vous", "sur rendez-vous"),
        ("", ""),
    ],
)
def test_opening_hours_are_said_in_french(written, said):
    assert opening.in_french(written) == said
