"""The verbs of the till and of its catalogue."""

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
    "end_cap",
    "print_receipt",
    "retire_kit",
    "reverse",
    "sell",
    "set_cap",
    "set_price",
]
