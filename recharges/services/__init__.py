"""The verbs of the till, of its catalogue, and of the shelves behind it."""

from . import deliveries, inventories, stock, units
from .accounts import set_account
from .catalogue import (
    add_product,
    change_cap,
    compose_kit,
    correct_product,
    end_cap,
    retire_kit,
    set_cap,
    set_price,
)
from .closings import close_day, close_month, close_year
from .receipts import print_receipt
from .sales import reverse, sell, sell_first
from .till import close_till, open_till

__all__ = [
    "add_product",
    "change_cap",
    "close_day",
    "close_month",
    "close_till",
    "close_year",
    "compose_kit",
    "correct_product",
    "deliveries",
    "end_cap",
    "inventories",
    "open_till",
    "print_receipt",
    "retire_kit",
    "reverse",
    "sell",
    "sell_first",
    "set_account",
    "set_cap",
    "set_price",
    "stock",
    "units",
]
