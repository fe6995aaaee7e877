"""The catalogue, its caps, and the ledger of what was sold."""

from .accounting import AccountCode
from .catalogue import Cap, Category, Price, Product
from .ledger import Sale, SaleLine
from .till import CashCount, Closing, Seal, TillSession

__all__ = [
    "AccountCode",
    "Cap",
    "CashCount",
    "Category",
    "Closing",
    "Price",
    "Product",
    "Sale",
    "SaleLine",
    "Seal",
    "TillSession",
]
