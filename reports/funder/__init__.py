"""The financial report of a grant, to whoever gave it."""

from .counted import Account, of_grant
from .reporting import document, report

__all__ = ["Account", "document", "of_grant", "report"]
