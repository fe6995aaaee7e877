"""Pieces followed one by one, from their delivery to the code that is shown."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection

from accounts.models import Entry
from recharges.models import Unit
from recharges.services import deliveries, stock, units
from tests.support import factories, shelves
from tests.support.shelves import refusal_of, reverse, sell

DAY = factories.DAY
pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def sceaux():
    return factories.site("S", "Sceaux")


def test_the_first_to_expire_is_sold_first():
    product = shelves.tracked("unit")
    late, never, soon = shelves.iccid(), shelves.iccid(), shelves.iccid()
    shelves.delivery(product, [f"{late}; 31/12/2017", never, f"{soon};30/06/2016"])
    sale = sell(product)
    [unit] = Unit.objects.filter(sale_line__sale=sale)
    assert unit.serial == soon
    assert shelves.level(product) == 2


def test_the_seller_may_name_the_piece():
    product = shelves.tracked("unit")
    first, second = shelves.iccid(), shelves.iccid()
    shelves.delivery(product, [first, second])
    sale = sell(product, serials=(second,))
    assert Unit.objects.get(sale_line__sale=sale).serial == second


def test_a_number_that_cannot_be_handed_over_is_told(sceaux):
    product, other = shelves.tracked("unit"), shelves.tracked("unit", name="Autre SIM")
    here, there, old = shelves.iccid(), shelves.iccid(), shelves.iccid()
    elsewhere = shelves.iccid()
    shelves.delivery(product, [here, f"{old};20/03/2016"])
    shelves.delivery(other, [there])
    shelves.delivery(product, [elsewhere], site=sceaux)
    enrolment = factories.enrolment()
    told = refusal_of(sell, product, to=enrolment, serials=(there, old, elsewhere, "123"),
                      on=DAY + timedelta(days=10))  # fmt: skip
    assert told == [
        f"Le numéro {there} est celui d’un article qui n’est pas dans la vente\u202f:"
        " «\u202fAutre SIM\u202f».",
        f"Le numéro {old} ne peut pas être vendu\u202f: périmée depuis le 20/03/2016.",
        f"Le numéro {elsewhere} est en stock ailleurs\u202f: Sceaux.",
        "Le numéro 123 n’est pas en stock.",
    ]
    assert shelves.level(product) == 2


def test_more_numbers_than_pieces_are_refused():
    product = shelves.tracked("unit")
    numbers = (shelves.iccid(), shelves.iccid())
    shelves.delivery(product, numbers)
    assert refusal_of(sell, product, serials=numbers) == [
        "«\u202fCarte SIM\u202f»\u202f: 2 numéros pour une quantité de 1."
    ]


def test_what_is_past_its_date_is_not_for_sale():
    product = shelves.tracked("unit")
    shelves.delivery(product, [f"{shelves.iccid()};20/03/2016"])
    later = DAY + timedelta(days=10)
    assert stock.available(factories.site(), [product], on=later) == {product.pk: 0}
    assert refusal_of(sell, product, on=later) == [
        "Il ne reste plus de «\u202fCarte SIM\u202f» à Antony."
    ]


def test_a_piece_that_comes_back_waits_to_be_checked(nadia):
    unit = shelves.sim()
    sale = sell(unit.product)
    reverse(sale)
    unit.refresh_from_db()
    assert unit.status == "returned"
    assert unit.sale_line is None
    assert shelves.level(unit.product) == 1
    assert stock.available(nadia.site, [unit.product], on=DAY) == {unit.product_id: 0}
    units.put_back(unit, reason="Elle fonctionne", by=nadia, on=DAY)
    assert stock.available(nadia.site, [unit.product], on=DAY) == {unit.product_id: 1}
    assert refusal_of(units.put_back, unit, reason="encore", by=nadia, on=DAY) == [
        "Cette pièce est en stock\u202f: elle n’a pas à être remise."
    ]


def test_a_piece_that_comes_back_unfit_is_out_of_stock():
    unit = shelves.sim()
    reverse(sell(unit.product), unfit=True)
    unit.refresh_from_db()
    assert unit.status == "lost"
    assert shelves.level(unit.product) == 0


def test_a_lost_piece_may_be_found_again(nadia):
    unit = shelves.sim()
    units.write_off(unit, kind="theft", reason="Vitrine forcée", by=nadia, on=DAY)
    assert shelves.level(unit.product) == 0
    assert refusal_of(units.write_off, unit, kind="loss", reason="x", by=nadia, on=DAY) == [
        "Cette pièce est sortie du stock\u202f: elle n’est pas en stock."
    ]
    units.put_back(unit, reason="Retrouvée", by=nadia, on=DAY)
    unit.refresh_from_db()
    assert (unit.status, shelves.level(unit.product)) == ("in_stock", 1)


def test_every_bad_line_of_a_delivery_is_told_and_nothing_is_received():
    product = shelves.tracked("unit")
    known, good = shelves.iccid(), shelves.iccid()
    wrong = good[:-1] + str((int(good[-1]) + 1) % 10)
    shelves.delivery(product, [known])
    lines = [good, "", wrong, "12345", good, f"{shelves.iccid()};01/01/2016",
             f"{shelves.iccid()};demain", known]  # fmt: skip
    assert refusal_of(shelves.delivery, product, lines) == [
        "Ligne 3\u202f: un chiffre est faux, vérifiez-le sur la pièce.",
        "Ligne 4\u202f: le numéro d’une carte SIM a 19 ou 20 chiffres.",
        "Ligne 5\u202f: ce numéro est déjà à la ligne 1.",
        "Ligne 6\u202f: périmé depuis le 01/01/2016.",
        "Ligne 7\u202f: la date de péremption s’écrit 31/12/2026.",
        "Ligne 8\u202f: ce numéro est déjà en stock (reçu le 15/03/2016).",
    ]
    assert shelves.level(product) == 1


def test_a_code_typed_twice_is_refused_with_the_day_it_came():
    unit = shelves.top_up()
    clear = units.vault.unseal(unit.code)
    assert refusal_of(shelves.delivery, unit.product, [clear]) == [
        "Ligne 1\u202f: ce code est déjà en stock (reçu le 15/03/2016)."
    ]
    sell(unit.product)
    assert refusal_of(shelves.delivery, unit.product, [clear]) == [
        "Ligne 1\u202f: ce code est déjà passé en stock (reçu le 15/03/2016, vendu depuis)."
    ]


def test_a_code_may_come_with_the_number_of_its_card(nadia):
    product = shelves.tracked("unit", category="mobile_credit", name="Recharge 5 €")
    code, again = shelves.code(), shelves.code()
    shelves.delivery(product, [f"{code}; C-0042 ;31/12/2016"])
    unit = Unit.objects.get()
    assert (unit.serial, str(unit), unit.expires_on.year) == ("C0042", "n°\u00a0C0042", 2016)
    assert refusal_of(
        shelves.delivery, product, [f"{again};C0042", f"{again};;31-12-2016", "!"]
    ) == [
        "Ligne 1\u202f: ce code est déjà en stock (reçu le 15/03/2016).",
        "Ligne 2\u202f: la date de péremption s’écrit 31/12/2026.",
        "Ligne 3\u202f: un code a de 8 à 24 chiffres ou lettres.",
    ]
    sell(product, serials=("C0042",))
    unit.refresh_from_db()
    assert unit.status == "sold"


def test_no_code_is_readable_in_the_database():
    unit = shelves.top_up()
    clear = units.vault.unseal(unit.code)
    with connection.cursor() as cursor:
        cursor.execute("SELECT u::text FROM recharges_unit u")
        assert clear not in cursor.fetchone()[0]
    assert not Entry.objects.filter(details__icontains=clear).exists()


def test_a_device_may_bear_an_imei_or_a_serial_number():
    product = shelves.tracked("unit", category="phone", name="Téléphone")
    shelves.delivery(product, [shelves.imei(), "C02-XG0 41J"])
    kinds = Unit.objects.order_by("pk").values_list("kind", "serial")
    assert list(kinds)[1] == ("serial", "C02XG041J")
    assert kinds[0][0] == "imei"
    assert refusal_of(shelves.delivery, product, ["352099001761482"]) == [
        "Ligne 1\u202f: un chiffre est faux, vérifiez-le sur la pièce."
    ]


def test_the_same_delivery_sent_twice_is_one():
    charger, key = shelves.tracked(), uuid.uuid4()
    assert shelves.delivery(charger, 5, key=key) == shelves.delivery(charger, 5, key=key)
    assert shelves.level(charger) == 5


@pytest.mark.parametrize("quantity", [None, 0, -1, 10**9])
def test_a_delivery_is_of_a_sane_quantity(quantity, nadia):
    told = refusal_of(deliveries.receive, shelves.tracked(), site=nadia.site, quantity=quantity,
                      by=nadia, on=DAY)  # fmt: skip
    assert told == ["Indiquez un nombre entier, de 1 à 9\u202f999."]


def test_what_is_not_tracked_is_not_received(nadia):
    product = factories.product()
    assert refusal_of(
        deliveries.receive, product, site=nadia.site, quantity=1, by=nadia, on=DAY
    ) == [f"«\u202f{product}\u202f» n’est pas suivi en stock."]


def test_the_seller_alone_sees_the_codes_on_the_day_of_the_sale(nadia, claire):
    unit = shelves.top_up()
    clear = units.vault.unseal(unit.code)
    sale = sell(unit.product)
    [shown] = units.show_codes(sale, by=nadia, on=DAY)
    assert shown.text == clear
    assert shown.spaced.replace("\u00a0", "") == clear
    assert Entry.objects.filter(verb="unit.code_shown", by=nadia.email).count() == 1
    sentence = ["Un code se montre à qui a fait la vente, le jour même."]
    assert refusal_of(units.show_codes, sale, by=claire, on=DAY) == sentence
    assert refusal_of(units.show_codes, sale, by=nadia, on=DAY + timedelta(days=1)) == sentence
    reverse(sale)
    assert refusal_of(units.show_codes, sale, by=nadia, on=DAY) == sentence


def test_a_code_sealed_with_another_key_says_so(nadia, settings):
    sale = sell(shelves.top_up().product)
    settings.CODES_KEY = "une autre clé"
    [told] = refusal_of(units.show_codes, sale, by=nadia, on=DAY)
    assert told.startswith("Ce code ne peut pas être lu\u202f: la clé de chiffrement")
