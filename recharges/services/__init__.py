"""The verbs of the till."""

from .sales import reverse, sell

__all__ = ["reverse", "sell"]
