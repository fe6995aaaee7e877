"""The verbs of the till, of its catalogue, and of the shelves behind it."""

from . import deliveries, inventories, stock, units
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
from .receipts import print_receipt
from .sales import reverse, sell

__all__ = [
    "add_product",
    "change_cap",
    "compose_kit",
    "correct_product",
    "deliveries",
    "end_cap",
    "inventories",
    "print_receipt",
    "retire_kit",
    "reverse",
    "sell",
    "set_cap",
    "set_price",
    "stock",
    "units",
]
