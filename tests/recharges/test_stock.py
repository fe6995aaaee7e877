"""What comes to the shelves and leaves them: deliveries, sales, losses, transfers, counts."""

import uuid
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Sum
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import Entry
from recharges import services
from recharges.models import StockLevel, StockMovement, Unit
from recharges.services import inventories, stock, units
from tests import factories, shelves

DAY = factories.DAY
pytestmark = pytest.mark.usefixtures("db")


def sell(product, quantity=1, **more):
    return factories.sale(quantities={product: quantity}, **more)


def reverse(sale, **more):
    return services.reverse(sale, reason="Carte défectueuse", by=factories.counsellor(), on=DAY,
                            **more)  # fmt: skip


def refusal_of(job, *args, **kwargs) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        job(*args, **kwargs)
    return refusal.value.messages


@pytest.fixture
def sceaux():
    return factories.site("S", "Sceaux")


# Sales


def test_what_is_not_tracked_is_sold_without_a_shelf():
    sell(factories.product())
    assert not StockMovement.objects.exists()


def test_a_sale_takes_from_the_shelf_of_its_site():
    charger = shelves.tracked()
    shelves.delivery(charger, 20)
    sale = sell(charger, 3)
    movement = sale.lines.get().stock_movements.get()
    assert shelves.level(charger) == 17
    assert (movement.kind, movement.quantity, movement.moved_on) == ("sale", -3, DAY)
    assert movement.moved_by == factories.counsellor()


def test_an_empty_shelf_says_so_and_nothing_is_sold():
    charger = shelves.tracked(name="Carte SIM")
    enrolment = factories.enrolment()
    assert refusal_of(sell, charger, to=enrolment) == [
        "Il ne reste plus de «\u202fCarte SIM\u202f» à Antony."
    ]
    shelves.delivery(charger, 2)
    assert refusal_of(sell, charger, 3, to=enrolment) == [
        "Il ne reste que 2 «\u202fCarte SIM\u202f» à Antony."
    ]
    assert not enrolment.sales.exists()


def test_what_stands_at_another_site_is_not_for_sale_here(sceaux):
    charger = shelves.tracked()
    shelves.delivery(charger, 5, site=sceaux)
    assert refusal_of(sell, charger) == ["Il ne reste plus de «\u202fChargeur\u202f» à Antony."]


def test_a_reversal_puts_back_what_the_sale_took():
    charger = shelves.tracked()
    shelves.delivery(charger, 20)
    reverse(sell(charger, 2))
    assert shelves.level(charger) == 20


def test_what_comes_back_unfit_leaves_at_once():
    charger = shelves.tracked()
    shelves.delivery(charger, 20)
    reverse(sell(charger, 2), unfit=True)
    assert shelves.level(charger) == 18
    assert StockMovement.objects.latest("pk").kind == "breakage"


def test_a_sale_made_before_the_shelf_was_counted_puts_nothing_back():
    charger = factories.product()
    sale = sell(charger)
    stock.track(charger, tracking="quantity", low_stock_at=None, by=factories.director())
    reverse(sale)
    assert not StockMovement.objects.exists()


def test_a_sale_brought_in_from_a_register_takes_nothing(nadia):
    charger = shelves.tracked()
    sale = factories.Sale.objects.bulk_create([
        factories.Sale(enrolment=factories.enrolment(), site=nadia.site, series="A2016R", number=1,
                       sold_on=DAY, payment="not_stated")
    ])[0]  # fmt: skip
    sale.lines.create(product=charger, quantity=1, paid=2, public_price=10)
    assert not StockMovement.objects.exists()


# Pieces one by one


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


# Deliveries


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
    told = refusal_of(stock.receive, shelves.tracked(), site=nadia.site, quantity=quantity,
                      by=nadia, on=DAY)  # fmt: skip
    assert told == ["Indiquez un nombre entier, de 1 à 9\u202f999."]


def test_what_is_not_tracked_is_not_received(nadia):
    product = factories.product()
    assert refusal_of(stock.receive, product, site=nadia.site, quantity=1, by=nadia, on=DAY) == [
        f"«\u202f{product}\u202f» n’est pas suivi en stock."
    ]


# Losses and transfers


def test_a_loss_is_written_with_its_motive(nadia):
    charger = shelves.tracked()
    shelves.delivery(charger, 5)
    lost = stock.lose(charger, site=nadia.site, kind="breakage", quantity=2, reason="Tombés",
                      by=nadia, on=DAY)  # fmt: skip
    assert (lost.quantity, shelves.level(charger)) == (-2, 3)
    assert Entry.objects.filter(verb="stock.lost", details__reason="Tombés").exists()
    assert refusal_of(stock.lose, charger, site=nadia.site, kind="loss", quantity=4, reason="x",
                      by=nadia, on=DAY) == [
        "Il ne reste que 3 «\u202fChargeur\u202f» à Antony."
    ]  # fmt: skip


def test_a_loss_of_pieces_names_them(nadia):
    unit = shelves.sim()
    loss = {"site": nadia.site, "kind": "loss", "reason": "x", "by": nadia, "on": DAY}
    assert refusal_of(stock.lose, unit.product, numbers="123", **loss) == [
        "Le numéro 123 n’est pas celui d’un «\u202fCarte SIM\u202f» en stock."
    ]
    assert refusal_of(stock.lose, unit.product, numbers=" ", **loss) == [
        "Saisissez au moins un numéro."
    ]
    stock.lose(unit.product, numbers=unit.serial, **loss)
    unit.refresh_from_db()
    assert unit.status == "lost"
    assert refusal_of(stock.lose, unit.product, numbers=unit.serial, **loss) == [
        f"Le numéro {unit.serial} n’est plus sur ce rayon\u202f: sortie du stock, Antony."
    ]


def test_a_transfer_takes_pieces_to_the_other_site(nadia, sceaux):
    product = shelves.tracked("unit")
    shelves.delivery(product, 3)
    left = stock.transfer(product, site=nadia.site, to=sceaux, quantity=2, by=nadia, on=DAY)
    assert (shelves.level(product), shelves.level(product, sceaux)) == (1, 2)
    assert left.other_site == sceaux
    assert left.arrival.other_site == nadia.site
    assert Unit.objects.for_sale_on(DAY).filter(site=sceaux).count() == 2
    charger = shelves.tracked()
    shelves.delivery(charger, 3)
    stock.transfer(charger, site=nadia.site, to=sceaux, quantity=1, by=nadia, on=DAY)
    assert (shelves.level(charger), shelves.level(charger, sceaux)) == (2, 1)


def test_a_transfer_that_cannot_be_is_refused(nadia, sceaux):
    product = shelves.tracked("unit")
    shelves.delivery(product, 1)
    move = {"site": nadia.site, "by": nadia, "on": DAY}
    assert refusal_of(stock.transfer, product, to=nadia.site, quantity=1, **move) == [
        "Choisissez un autre point d’accueil que celui du départ."
    ]
    assert refusal_of(stock.transfer, product, to=sceaux, quantity=2, **move) == [
        "Il ne reste que 1 «\u202fCarte SIM\u202f» à Antony."
    ]


def test_what_is_past_its_date_is_taken_off_the_shelf(nadia):
    product = shelves.tracked("unit")
    shelves.delivery(product, [f"{shelves.iccid()};20/03/2016", shelves.iccid()])
    later = DAY + timedelta(days=10)
    assert stock.remove_expired(nadia.site, by=nadia, on=later) == 1
    assert stock.remove_expired(nadia.site, by=nadia, on=later) == 0
    assert shelves.level(product) == 1


def test_the_tracking_changes_only_while_the_shelves_are_empty(claire):
    charger = shelves.tracked()
    shelves.delivery(charger, 1)
    assert refusal_of(stock.track, charger, tracking="unit", low_stock_at=3, by=claire) == [
        "Cet article a encore des pièces en stock\u202f: son suivi ne peut pas changer."
    ]
    stock.track(charger, tracking="quantity", low_stock_at=3, by=claire)
    assert StockLevel.objects.low().get().product == charger


# Inventories


@pytest.fixture
def counted(nadia, claire):
    """Chargers one too many, SIM cards one too few."""
    charger, sims = shelves.tracked(), shelves.tracked("unit")
    shelves.delivery(charger, 5)
    shelves.delivery(sims, 3)
    lost = Unit.objects.filter(product=sims).order_by("pk").first()
    return inventories.count(nadia.site, counts={charger: 6, sims: 0}, missing=[lost],
                             key=uuid.uuid4(), by=nadia, on=DAY)  # fmt: skip


def test_a_count_moves_nothing_until_the_director_confirms(counted, claire):
    charger, sims = (line.product for line in counted.lines.order_by("pk"))
    assert [line.difference for line in counted.lines.order_by("pk")] == [1, -1]
    assert (shelves.level(charger), shelves.level(sims)) == (5, 3)
    inventories.confirm(counted, reason="Recompté à deux", by=claire, on=DAY)
    assert (shelves.level(charger), shelves.level(sims)) == (6, 2)
    assert Unit.objects.get(status="lost").product == sims
    assert refusal_of(inventories.confirm, counted, reason="encore", by=claire, on=DAY) == [
        "Cet inventaire est déjà confirmé."
    ]


def test_a_count_that_is_dropped_moves_nothing(counted, claire, nadia):
    charger = counted.lines.order_by("pk").first().product
    again = {"counts": {charger: 5}, "by": nadia, "on": DAY}
    assert inventories.count(nadia.site, key=counted.key, **again) == counted
    assert refusal_of(inventories.count, nadia.site, key=uuid.uuid4(), **again) == [
        "Un inventaire attend déjà d’être confirmé ici."
    ]
    inventories.drop(counted, reason="Mal compté", by=claire, on=DAY)
    assert shelves.level(charger) == 5
    assert inventories.count(nadia.site, key=uuid.uuid4(), **again).is_open


def test_an_inventory_counts_something(nadia):
    assert refusal_of(inventories.count, nadia.site, counts={}, key=uuid.uuid4(), by=nadia,
                      on=DAY) == ["Comptez au moins un article."]  # fmt: skip


def test_a_piece_sold_since_the_count_is_told(counted, claire):
    sims = counted.lines.order_by("pk").last()
    missing = sims.missing.get()
    sell(sims.product, serials=(missing.serial,))
    assert refusal_of(inventories.confirm, counted, reason="x", by=claire, on=DAY) == [
        f"«\u202fCarte SIM\u202f», n°\u00a0{missing.serial}\u202f: vendue depuis le comptage."
        " Abandonnez cet inventaire et recomptez."
    ]


def test_too_much_sold_since_the_count_is_told(nadia, claire):
    charger = shelves.tracked()
    shelves.delivery(charger, 5)
    counted = inventories.count(nadia.site, counts={charger: 1}, key=uuid.uuid4(), by=nadia, on=DAY)
    sell(charger, 3)
    assert refusal_of(inventories.confirm, counted, reason="x", by=claire, on=DAY) == [
        "«\u202fChargeur\u202f»\u202f: il n’en reste que 2 depuis le comptage."
        " Abandonnez cet inventaire et recomptez."
    ]


# Codes


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


# Always


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["receive", "lose", "transfer", "back", "sell", "reverse", "count"]),
        st.integers(min_value=1, max_value=9),
    ),
    max_size=12,
)


class Whatever(TestCase):
    """Whatever happens to a product, its levels are the sums of its movements, never negative."""

    @given(moves=MOVES, by_unit=st.booleans())
    def test_a_level_is_the_sum_of_its_movements(self, moves, by_unit):
        product = shelves.tracked("unit" if by_unit else "quantity")
        nadia, enrolment = factories.counsellor(), factories.enrolment()
        here, there = nadia.site, factories.site("S", "Sceaux")
        for verb, n in moves:
            with suppress(ValidationError):  # what cannot be is refused, and changes nothing
                self.move(verb, n, product, nadia, enrolment, here, there)
        for site in (here, there):
            moved = StockMovement.objects.filter(product=product, site=site)
            total = moved.aggregate(Sum("quantity"))["quantity__sum"] or 0
            assert stock.level_of(product, site) == total >= 0
            if by_unit:
                on_shelf = Unit.objects.on_the_shelf().filter(product=product, site=site)
                assert on_shelf.count() == total
        connection.check_constraints()

    def move(self, verb, n, product, nadia, enrolment, here, there):
        common = {"by": nadia, "on": DAY}
        if verb == "receive":
            shelves.delivery(product, n)
        elif verb == "lose":
            numbers = Unit.objects.on_the_shelf().filter(product=product, site=here)
            numbers = list(numbers.order_by("pk").values_list("serial", flat=True)[:n])
            stock.lose(product, site=here, kind="loss", quantity=n, numbers="\n".join(numbers),
                       reason="x", **common)  # fmt: skip
        elif verb in ("transfer", "back"):
            ends = (here, there) if verb == "transfer" else (there, here)
            stock.transfer(product, site=ends[0], to=ends[1], quantity=n, **common)
        elif verb == "sell":
            sell(product, n, to=enrolment)
        elif verb == "reverse":
            if sale := enrolment.sales.standing().order_by("pk").first():
                reverse(sale, unfit=n > 5)
        else:
            found = inventories.count(here, counts={product: n}, missing=[], key=uuid.uuid4(),
                                      **common)  # fmt: skip
            inventories.confirm(found, reason="x", **common)
