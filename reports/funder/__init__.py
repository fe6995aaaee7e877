"""The financial report of a grant, to whoever gave it."""

from .counted import Account, of_grant
from .reporting import document, hides_something, report, to_hand_over

__all__ = ["Account", "document", "hides_something", "of_grant", "report", "to_hand_over"]
