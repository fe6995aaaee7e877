"""The verbs of the till, and of the shelves behind it."""

from . import deliveries, inventories, stock, units
from .sales import reverse, sell

__all__ = ["deliveries", "inventories", "reverse", "sell", "stock", "units"]
