"""Every constraint of the stock, broken, as in test_constraints."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from recharges.models import Inventory, StockMovement
from recharges.services import inventories, stock
from tests.support import factories, shelves
from tests.support.rules import broken, fresh, sentence


def level():
    return shelves.delivery(shelves.tracked(), 5).product.stock_levels.get()


def receipt():
    return shelves.delivery(shelves.tracked(), 5)


def loss():
    charger = receipt().product
    return stock.lose(
        charger,
        site=factories.site(),
        kind="loss",
        quantity=1,
        reason="Introuvable",
        by=factories.counsellor(),
        on=factories.DAY,
    )


def sold():
    sale = factories.sale(quantities={receipt().product: 1})
    return StockMovement.objects.get(sale_line__sale=sale)


def unit_sold():
    unit = shelves.sim()
    factories.sale(quantities={unit.product: 1})
    unit.refresh_from_db()
    return unit


def step():
    return shelves.sim().steps.get()


def inventory() -> Inventory:
    return inventories.count(
        factories.site(),
        counts={receipt().product: 4},
        key=uuid.uuid4(),
        by=factories.counsellor(),
        on=factories.DAY,
    )


def line():
    return inventory().lines.get()


def anew(it):
    new = {"serial": shelves.iccid()} if it.serial else {}
    return {"fingerprint": "0" * 64, "status": "arriving", "sale_line": None} | new


TABLE = [
    ("stock_level_once", level, {"quantity": 3}),
    ("stock_level_not_negative", level, lambda it: {"quantity": -1, "site": factories.site("S")}),
    ("stock_movement_recorded_once", receipt, {"quantity": 3}),
    ("stock_movement_once_a_sale_line", sold, {"quantity": -2}),
    ("stock_movement_sign", receipt, lambda it: fresh(it) | {"quantity": -5}),
    ("stock_movement_sign", receipt, lambda it: fresh(it) | {"quantity": 0}),
    ("stock_movement_sign", loss, {"quantity": 1}),
    ("stock_movement_sign", loss, {"kind": "check"}),
    ("stock_movement_of_a_sale", receipt, lambda it: fresh(it) | {"kind": "reversal"}),
    ("stock_movement_of_a_sale", loss, lambda it: {"sale_line": sold().sale_line}),
    ("stock_movement_arrives_from_somewhere", receipt,
     lambda it: fresh(it) | {"kind": "transfer_in"}),
    ("stock_movement_arrives_from_somewhere", loss, lambda it: {"counterpart": receipt()}),
    ("stock_movement_with_a_reason", loss, {"reason": ""}),
    ("unit_number_unique", shelves.sim,
     lambda it: {"status": "arriving", "serial": shelves.iccid()}),
    ("unit_serial_unique", shelves.sim, lambda it: anew(it) | {"serial": it.serial}),
    ("unit_has_a_code_or_a_number", shelves.sim, lambda it: anew(it) | {"serial": ""}),
    ("unit_has_a_code_or_a_number", shelves.sim, lambda it: anew(it) | {"code": "x"}),
    ("unit_has_a_code_or_a_number", shelves.top_up, lambda it: anew(it) | {"code": ""}),
    ("unit_number_well_made", shelves.sim, lambda it: anew(it) | {"serial": "123"}),
    ("unit_number_well_made", shelves.sim, lambda it: anew(it) | {"kind": "imei"}),
    ("unit_sold_iff_on_a_line", unit_sold, lambda it: anew(it) | {"status": "sold"}),
    ("unit_sold_iff_on_a_line", unit_sold, lambda it: anew(it) | {"sale_line": it.sale_line}),
    ("unit_step_once_a_movement", step, {}),
    ("inventory_recorded_once", inventory, lambda it: {"site": factories.site("S", "Sceaux")}),
    ("inventory_one_at_a_time", inventory, fresh),
    ("inventory_closed_with_a_reason", inventory, lambda it: fresh(it) | {"status": "confirmed"}),
    ("inventory_closed_with_a_reason", inventory, lambda it: fresh(it) | {"reason": "trop tôt"}),
    ("inventory_line_once_a_product", line, {"counted": 3}),
    ("inventory_line_not_negative", line, lambda it: {"inventory": it.inventory, "counted": -1,
                                                      "product": factories.product()}),
]  # fmt: skip
every_rule = pytest.mark.parametrize(("name", "valid", "changes"), TABLE)


@every_rule
def test_the_database_refuses(db, name, valid, changes):
    row = broken(valid, changes)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        type(row).objects.bulk_create([row])
    assert refusal.value.__cause__.diag.constraint_name == name


@every_rule
def test_the_refusal_is_a_sentence(db, name, valid, changes):
    row = broken(valid, changes)
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    assert sentence(name) in refusal.value.messages
