"""What the shelves give and take: sales, losses, transfers, and that the counts are right."""

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
from recharges.models import StockLevel, StockMovement, Unit
from recharges.services import inventories, stock
from tests.support import factories, shelves
from tests.support.shelves import refusal_of, reverse, sell

DAY = factories.DAY
pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def sceaux():
    return factories.site("S", "Sceaux")


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
