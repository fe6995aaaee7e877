"""The verbs of the till."""

from .accounts import set_account
from .closings import close_day, close_month, close_year
from .sales import reverse, sell
from .till import close_till, open_till

__all__ = [
    "close_day",
    "close_month",
    "close_till",
    "close_year",
    "open_till",
    "reverse",
    "sell",
    "set_account",
]
