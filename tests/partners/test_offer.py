"""What the house offers: the texts, their score, and the file in data·inclusion v1."""

import json
import re
from datetime import date, timedelta
from importlib import import_module

import pytest
import time_machine
from data_inclusion.schema.v1 import Service, Structure
from django.db import connection
from django.urls import reverse
from pydantic import TypeAdapter

from accounts.models import User
from partners import national_schema as schema
from partners.models import OurHouse, OurService, Place
from tests.support import network
from tests.support.pages import queries_of, text

TODAY = date(2016, 6, 15)
FILE = "/annuaire/offre.json"
HOUSE = {
    "description": "Une association du quartier qui aide à s’équiper et à se connecter.",
    "address": "Place des Baconnets",
    "postal_code": "92160",
    "commune": "92160 Antony",
    "phone": "01 46 66 12 34",
    "email": "accueil@pimms.example",
    "website": "https://pimms.example",
    "opening": "Mo-Fr 09:00-12:00",
    "networks": ["pimms-mediation", "emmaus"],
}
CREDIT = {
    "is_offered": "on",
    "publics": ["beneficiaires-des-minimas-sociaux", "seniors"],
    "fee": "payant",
    "fee_details": "Une recharge coûte de 1 à 5 €.",
    "meetings": ["en-presentiel"],
    "ways": ["se-presenter", "envoyer-un-courriel"],
    "askers": ["professionnels"],
    "zones": "92, 91377 ,200054781",
}


@pytest.fixture(autouse=True)
def sonia(sign_in):
    with time_machine.travel("2016-06-15 10:00", tick=False):
        yield sign_in("director")


def told(client) -> dict:
    return json.loads(client.get(FILE).content)


def write_all(client):
    """The director writes the house and saves each service with the words that it begins with."""
    assert client.post(reverse("partners:our_house"), HOUSE).status_code == 302
    for kind in OurService.Kind.values:
        address = reverse("partners:our_service", args=[kind])
        client.get(address)
        assert client.post(address, CREDIT).status_code == 302


class TestTheFile:
    def test_is_what_the_published_schema_asks_for(self, client):
        write_all(client)
        network.place(websites=["https://lieu.example"], opening="Mo-Fr 09:00-12:00")
        written = told(client)
        strict = {"ignore_warnings": False}
        TypeAdapter(list[Structure]).validate_python(written["structures"], context=strict)
        TypeAdapter(list[Service]).validate_python(written["services"], context=strict)
        fields = {"structures": Structure.model_fields, "services": Service.model_fields}
        for kind, rows in written.items():
            assert {name for row in rows for name in row} <= set(fields[kind])

    def test_gives_the_house_its_services_and_the_places(self, client):
        write_all(client)
        network.place()  # the house itself, once more
        network.place(name="Médiathèque")
        written = told(client)
        assert [row["nom"] for row in written["structures"]] == ["Médiathèque", "Pimms d’Antony"]
        assert [row["id"] for row in written["services"]] == [
            f"pimms-d-antony--{kind}" for kind in sorted(OurService.Kind.values)
        ]

    def test_holds_what_the_schema_does_not_look_at(self, client):
        write_all(client)
        network.place(name="Médiathèque")
        written = told(client)
        rows = written["structures"] + written["services"]
        ids = [row["id"] for row in rows]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"pimms-d-antony--[a-z0-9-]+", each) for each in ids)
        assert {row["structure_id"] for row in written["services"]} <= set(ids)
        for kind in written.values():
            assert kind == sorted(kind, key=lambda row: row["id"])
        lists = [value for row in rows for value in row.values() if isinstance(value, list)]
        assert all(value and value == sorted(set(value)) for value in lists)
        hours = [row["horaires_accueil"] for row in rows if "horaires_accueil" in row]
        assert hours
        opening = schema.BY_ATTRIBUTE["opening"]
        assert not any(schema.check(opening, each)[1] for each in hours)
        assert "siret" not in next(row for row in rows if row["nom"] == "Pimms d’Antony")

    def test_gives_a_number_that_is_one(self, client, settings):
        settings.HOUSE_SIRET = "43493312300029"
        network.house_card()
        network.place(name="Médiathèque", pivot="W922001234")
        numbers = {row["nom"]: row.get("siret") for row in told(client)["structures"]}
        assert numbers == {"Pimms d’Antony": "43493312300029", "Médiathèque": None}

    def test_names_nobody_and_gives_nobody_s_address(self, client):
        write_all(client)
        network.place(name="Médiathèque", emails=["nadia.benali@mediatheque.example"])
        content = client.get(FILE).content.decode()
        assert "mediatheque.example" not in content
        assert "contact_nom_prenom" not in content
        for user in User.objects.order_by("pk"):
            assert user.email not in content
            assert user.name not in content

    def test_has_places_only_before_the_house_is_written(self, client):
        network.place()
        network.our_service()
        written = told(client)
        assert [row["nom"] for row in written["structures"]] == ["Pimms d’Antony"]
        assert written["services"] == []

    def test_leaves_out_a_service_that_is_not_offered(self, client):
        network.house_card()
        network.our_service(is_offered=False)
        assert told(client)["services"] == []

    def test_leaves_out_what_stays_empty(self, client):
        network.house_card()
        network.our_service()
        [row] = told(client)["services"]
        assert not {"publics", "zone_eligibilite", "modes_mobilisation", "frais"} & set(row)
        Service.model_validate(row)

    def test_asks_no_more_for_many_places(self, client):
        network.house_card()
        network.place(name="Lieu 100")
        few = queries_of(client, FILE)
        for number in range(8):
            network.place(name=f"Lieu {number}", local_id=str(number))
        assert queries_of(client, FILE) == few <= 5


class TestTheForms:
    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"opening": "Mo-Fr 25:61-26:00"}, "dit une heure qui n’existe pas"),
            ({"opening": "le matin"}, "s’écrit comme"),
            ({"postal_code": "9216"}, "cinq chiffres"),
            ({"description": "Ici"}, "5 caractères"),
            ({"commune": ""}, "Indiquez la commune."),
        ],
    )
    def test_refuse_a_house(self, client, changes, sentence):
        answer = client.post(reverse("partners:our_house"), HOUSE | changes)
        assert answer.status_code == 422
        assert sentence in text(answer)
        assert not OurHouse.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"publics": ["tous-publics", "femmes"]}, "se coche seul"),
            ({"zones": "11"}, "Pour toute la région, écrivez ses départements"),
            ({"zones": "92, nulle-part"}, "«\u202fnulle-part\u202f» n’est ni une commune"),
            ({"opening": "Mo 09:00-12:99"}, "dit une heure qui n’existe pas"),
            ({"name": "AB"}, "3 caractères"),
        ],
    )
    def test_refuse_a_service(self, client, changes, sentence):
        answer = client.post(reverse("partners:our_service", args=["credit"]), CREDIT | changes)
        assert answer.status_code == 422
        assert sentence in text(answer)
        assert not OurService.objects.exists()

    def test_refuse_the_address_of_an_account(self, client, karim):
        answer = client.post(reverse("partners:our_house"), HOUSE | {"email": karim.email.upper()})
        assert "celle d’une personne" in text(answer)

    def test_take_the_whole_country(self, client):
        address = reverse("partners:our_service", args=["desks"])
        assert client.post(address, CREDIT | {"zones": "france"}).status_code == 302
        assert OurService.objects.get().zones == ["france"]

    def test_show_what_was_written(self, client):
        write_all(client)
        page = client.get(reverse("partners:our_service", args=["credit"])).content.decode()
        assert "92, 91377, 200054781" in page
        assert "92160 Antony" in client.get(reverse("partners:our_house")).content.decode()

    def test_know_four_services(self, client):
        assert client.get("/annuaire/offre/autre/").status_code == 404


class TestThePage:
    address = reverse("partners:offer")

    def test_says_what_is_not_published_yet(self, client):
        page = text(client.get(self.address))
        assert "rien de la maison n’est publié" in page
        assert page.count("Pas encore publié") == 4

    def test_shows_the_score_and_what_is_missing(self, client):
        network.house_card()
        network.our_service(description="Des recharges.", ways=["envoyer-un-courriel"])
        page = text(client.get(self.address))
        assert "Caché par DORA" in page
        assert "Sans orientation possible" in page
        assert "Cochez à qui il s’adresse." in page
        assert "donnez l’adresse électronique" in page
        assert "Décrivez-le en 200 à 2000 caractères." in page

    def test_is_content_with_what_was_all_written(self, client):
        write_all(client)
        page = text(client.get(self.address))
        assert page.count("Qualité\u202f: 100\u202f%") == 4
        assert "Ce qui manque" not in page

    def test_tells_a_place_that_does_not_leave(self, client):
        network.place(name="Médiathèque")
        Place.objects.update(updated_on=TODAY + timedelta(days=1))
        assert "date_maj est un jour à venir" in text(client.get(self.address))
        assert told(client)["structures"] == []

    def test_is_read_by_a_counsellor_who_changes_nothing(self, client, sign_in):
        sign_in("counsellor")
        assert "Relire et enregistrer" not in text(client.get(self.address))


def test_a_telephone_that_was_none_stands_beside_in_words(db):
    """The migration's statement, on rows of before the rule."""
    migration = import_module("partners.migrations.0006_pivots_and_telephones_others_read")
    network.house_card(description="a" * 10_000)
    network.our_service(ways_details="Au guichet.", phone="+33146661234")
    network.our_service("support")
    with connection.cursor() as cursor:
        cursor.execute(migration.CHECKED)
        for table, rule in (
            ("partners_ourhouse", "our_house_phone_international"),
            ("partners_ourservice", "our_service_phone_international"),
        ):
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {rule}")
        cursor.execute("UPDATE partners_ourhouse SET phone = '+33061234567'")
        cursor.execute("UPDATE partners_ourservice SET phone = '+3306' WHERE kind = 'support'")
        for asked in (("ourhouse", "description", 10_000), ("ourservice", "ways_details", 500)):
            for statement in migration.aside(f"partners_{asked[0]}", *asked[1:]).sql:
                cursor.execute(statement)
    house = OurHouse.objects.get()
    assert (len(house.description), house.phone) == (10_000, "")
    assert house.description.endswith("a (téléphone\u202f: +33061234567\u202f?)")
    told = list(OurService.objects.order_by("kind").values_list("phone", "ways_details"))
    assert told == [
        ("+33146661234", "Au guichet."),
        ("", "(téléphone\u202f: +3306\u202f?)"),
    ]
