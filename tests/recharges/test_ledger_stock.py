"""The shelves keep their rules whoever writes to them, by SQL too."""

import pytest
from django.db import IntegrityError, connection, transaction

from pimms.kernel.triggers import SENTENCES
from recharges.models import Product, StockLevel, StockMovement, Unit, UnitStep
from tests.support import factories, shelves
from tests.support.ledger import bare_line, bare_sale, refused_by

pytestmark = pytest.mark.usefixtures("db")


def bare_movement(product, **fields) -> StockMovement:
    boring = {
        "site": factories.site(),
        "product": product,
        "kind": "receipt",
        "quantity": 1,
        "moved_on": factories.DAY,
    }
    with transaction.atomic():
        return StockMovement.objects.bulk_create([StockMovement(**boring | fields)])[0]


def bare_step(unit, movement) -> UnitStep:
    with transaction.atomic():
        return UnitStep.objects.bulk_create([UnitStep(unit=unit, movement=movement)])[0]


@transaction.atomic
def to_the_end(job, *args, **kwargs):
    job(*args, **kwargs)
    connection.check_constraints()


def rule_broken_by(job, *args, **kwargs) -> str:
    """The name of the rule that refuses, now or at the end of the transaction."""
    with pytest.raises(IntegrityError) as refusal:
        to_the_end(job, *args, **kwargs)
    name = refusal.value.__cause__.diag.constraint_name
    assert name in SENTENCES or name == "stock_level_not_negative"
    return name


@pytest.mark.parametrize(
    "table", ["recharges_stockmovement", "recharges_unitstep", "recharges_inventoryline"]
)
def test_what_moved_is_never_changed(table):
    unit = shelves.sim()
    factories.sale(quantities={unit.product: 1})
    if table == "recharges_inventoryline":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO recharges_inventory (key, site_id, counted_on, counted_by_id, status,"
                " reason) SELECT gen_random_uuid(), site_id, now(), id, 'counted', ''"
                " FROM accounts_user LIMIT 1"
            )
            cursor.execute(
                "INSERT INTO recharges_inventoryline (inventory_id, product_id, expected, counted)"
                " SELECT i.id, p.id, 1, 1 FROM recharges_inventory i, recharges_product p LIMIT 1"
            )
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        assert "Cannot update or delete" in refused_by(statement)
    assert "append-only" in refused_by(f"TRUNCATE {table} CASCADE")


def test_no_more_is_sold_than_there_is():
    charger = shelves.tracked()
    shelves.delivery(charger, 2)
    sale = bare_sale(factories.enrolment())
    assert rule_broken_by(bare_line, sale, charger, quantity=3) == "stock_level_not_negative"
    bare_line(sale, charger, quantity=2)
    assert shelves.level(charger) == 0


def test_a_line_of_pieces_names_them():
    product = shelves.sim().product
    line = bare_line, bare_sale(factories.enrolment()), product
    assert rule_broken_by(*line) == "sale_line_names_its_units"


def test_a_movement_of_pieces_names_as_many_no_more_and_of_its_product():
    unit, other = shelves.sim(), shelves.sim()
    product = unit.product
    assert rule_broken_by(bare_movement, product) == "movement_names_its_units"
    loss = bare_movement(product, kind="loss", quantity=-1, reason="x")
    assert rule_broken_by(bare_step, other, loss) == "movement_names_its_units"
    bare_step(unit, loss)
    shelves.delivery(product, 1)
    second = Unit.objects.latest("pk")
    assert rule_broken_by(bare_step, second, loss) == "movement_names_its_units"


def test_a_piece_is_sold_once():
    unit = shelves.sim()
    shelves.delivery(unit.product, 1)
    factories.sale(quantities={unit.product: 1})
    line = bare_line(bare_sale(factories.enrolment()), unit.product)
    movement = line.stock_movements.get()
    assert rule_broken_by(bare_step, unit, movement) == "unit_sold_once"
    bare_step(Unit.objects.in_stock().get(), movement)


def test_a_piece_past_its_date_is_not_sold():
    product = shelves.tracked("unit")
    shelves.delivery(product, [f"{shelves.iccid()};20/03/2016", shelves.iccid()])
    old, good = Unit.objects.order_by("pk")
    sale = bare_sale(factories.enrolment(), sold_on=factories.DAY.replace(month=4))
    movement = bare_line(sale, product).stock_movements.get()
    assert rule_broken_by(bare_step, old, movement) == "unit_not_past_its_date"
    bare_step(good, movement)


def test_a_piece_moves_from_where_it_is():
    unit = shelves.sim()
    sceaux = factories.site("S", "Sceaux")
    shelves.delivery(unit.product, 1, site=sceaux)
    there = bare_movement(unit.product, site=sceaux, kind="loss", quantity=-1, reason="x")
    assert rule_broken_by(bare_step, unit, there) == "unit_moves_from_where_it_is"
    bare_step(Unit.objects.get(site=sceaux), there)
    check = bare_movement(unit.product, kind="check", quantity=0)
    assert rule_broken_by(bare_step, unit, check) == "unit_moves_from_where_it_is"
    back = bare_movement(unit.product)
    assert rule_broken_by(bare_step, unit, back) == "unit_moves_from_where_it_is"
    fresh = Unit.objects.bulk_create([
        Unit(product=unit.product, site=unit.site, kind="iccid", serial=shelves.iccid(),
             fingerprint="1" * 64, received=back)
    ])[0]  # fmt: skip
    bare_step(fresh, back)
    taken = bare_movement(unit.product, kind="loss", quantity=-1, reason="x")
    bare_step(fresh, taken)
    found = bare_movement(unit.product, kind="inventory", quantity=1, reason="x")
    bare_step(fresh, found)
    # The movement of checking, which named nothing, is still refused at the end.
    assert rule_broken_by(list) == "movement_names_its_units"
    bare_step_of_check(check, fresh)


def bare_step_of_check(check, unit):
    """Sold and brought back, the piece is checked: the last movement names it."""
    sale = bare_sale(factories.enrolment())
    line = bare_line(sale, unit.product)
    bare_step(unit, line.stock_movements.get())
    mirror = bare_sale(sale.enrolment, reverses=sale, reason="rendue")
    bare_line(mirror, unit.product, quantity=-1, paid="-5.00")
    bare_step(unit, check)
    unit.refresh_from_db()
    assert unit.status == "in_stock"


def test_a_unit_is_not_changed_by_hand():
    unit = shelves.sim()
    for statement in (
        "UPDATE recharges_unit SET status = 'lost'",
        "UPDATE recharges_unit SET serial = serial",
    ):
        assert refused_by(statement) == "unit_follows_its_steps"
    born = {"product": unit.product, "site": unit.site, "received": unit.received}
    born_in_stock = Unit(
        kind="iccid", serial=shelves.iccid(), fingerprint="1" * 64, status="in_stock", **born
    )
    assert rule_broken_by(Unit.objects.bulk_create, [born_in_stock]) == "unit_follows_its_steps"


def test_a_level_is_not_changed_by_hand():
    charger = shelves.delivery(shelves.tracked(), 5).product
    for statement in (
        "UPDATE recharges_stocklevel SET quantity = 50",
        "DELETE FROM recharges_stocklevel",
    ):
        assert refused_by(statement) == "stock_level_follows_movements"
    assert StockLevel.objects.get().product == charger


def test_what_is_not_tracked_does_not_move():
    assert rule_broken_by(bare_movement, factories.product()) == (
        "stock_movement_of_a_tracked_product"
    )


def test_the_tracking_does_not_change_under_a_full_shelf():
    charger = shelves.delivery(shelves.tracked(), 5).product
    everything = Product.objects.filter(pk=charger.pk)
    broken = rule_broken_by(everything.update, tracking="unit")
    assert broken == "product_tracking_changes_when_empty"
    everything.update(name="Chargeur universel", tracking="quantity")
