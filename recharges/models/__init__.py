"""The catalogue, its caps, and the ledger of what was sold."""

from .catalogue import Cap, Category, Price, Product
from .kits import Kit, KitItem
from .ledger import Sale, SaleLine
from .receipts import ReceiptPrint

__all__ = [
    "Cap",
    "Category",
    "Kit",
    "KitItem",
    "Price",
    "Product",
    "ReceiptPrint",
    "Sale",
    "SaleLine",
]
