"""The rules on the stock, each broken."""

import uuid
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from recharges.models import Inventory, StockMovement
from recharges.services import inventories, stock
from tests.support import factories, shelves
from tests.support.rules import Broken, fresh

YEAR = DateRange(date(2016, 1, 1), date(2017, 1, 1))
LATER = DateRange(date(2020, 1, 1), date(2021, 1, 1))


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


RULES = [
    Broken("stock_level_once", level, {"quantity": 3}),
    Broken(
        "stock_level_not_negative", level, lambda it: {"quantity": -1, "site": factories.site("S")}
    ),
    Broken("stock_movement_recorded_once", receipt, {"quantity": 3}),
    Broken("stock_movement_once_a_sale_line", sold, {"quantity": -2}),
    Broken("stock_movement_sign", receipt, lambda it: fresh(it) | {"quantity": -5}),
    Broken("stock_movement_sign", receipt, lambda it: fresh(it) | {"quantity": 0}),
    Broken("stock_movement_sign", loss, {"quantity": 1}),
    Broken("stock_movement_sign", loss, {"kind": "check"}),
    Broken("stock_movement_of_a_sale", receipt, lambda it: fresh(it) | {"kind": "reversal"}),
    Broken("stock_movement_of_a_sale", loss, lambda it: {"sale_line": sold().sale_line}),
    Broken(
        "stock_movement_arrives_from_somewhere",
        receipt,
        lambda it: fresh(it) | {"kind": "transfer_in"},
    ),
    Broken("stock_movement_arrives_from_somewhere", loss, lambda it: {"counterpart": receipt()}),
    Broken("stock_movement_with_a_reason", loss, {"reason": ""}),
    Broken(
        "unit_number_unique",
        shelves.sim,
        lambda it: {"status": "arriving", "serial": shelves.iccid()},
    ),
    Broken("unit_serial_unique", shelves.sim, lambda it: anew(it) | {"serial": it.serial}),
    Broken("unit_has_a_code_or_a_number", shelves.sim, lambda it: anew(it) | {"serial": ""}),
    Broken("unit_has_a_code_or_a_number", shelves.sim, lambda it: anew(it) | {"code": "x"}),
    Broken("unit_has_a_code_or_a_number", shelves.top_up, lambda it: anew(it) | {"code": ""}),
    Broken("unit_number_well_made", shelves.sim, lambda it: anew(it) | {"serial": "123"}),
    Broken("unit_number_well_made", shelves.sim, lambda it: anew(it) | {"kind": "imei"}),
    Broken("unit_sold_iff_on_a_line", unit_sold, lambda it: anew(it) | {"status": "sold"}),
    Broken("unit_sold_iff_on_a_line", unit_sold, lambda it: anew(it) | {"sale_line": it.sale_line}),
    Broken("unit_step_once_a_movement", step),
    Broken(
        "inventory_recorded_once", inventory, lambda it: {"site": factories.site("S", "Sceaux")}
    ),
    Broken("inventory_one_at_a_time", inventory, fresh),
    Broken(
        "inventory_closed_with_a_reason", inventory, lambda it: fresh(it) | {"status": "confirmed"}
    ),
    Broken(
        "inventory_closed_with_a_reason", inventory, lambda it: fresh(it) | {"reason": "trop tôt"}
    ),
    Broken("inventory_line_once_a_product", line, {"counted": 3}),
    Broken(
        "inventory_line_not_negative",
        line,
        lambda it: {"inventory": it.inventory, "counted": -1, "product": factories.product()},
    ),
]
