"""The verbs of the till, and of the shelves behind it."""

from . import inventories, stock, units
from .sales import reverse, sell

__all__ = ["inventories", "reverse", "sell", "stock", "units"]
