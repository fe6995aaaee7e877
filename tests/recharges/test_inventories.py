"""The shelves are counted, and what differs is confirmed."""

import uuid

import pytest

from recharges.models import Unit
from recharges.services import inventories
from tests.support import factories, shelves
from tests.support.shelves import refusal_of, sell

DAY = factories.DAY
pytestmark = pytest.mark.usefixtures("db")


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
