"""The catalogue, its caps, and the ledger of what was sold."""

from .catalogue import Cap, Category, Price, Product
from .ledger import Sale, SaleLine
from .rights import MovementUnderSales

__all__ = ["Cap", "Category", "MovementUnderSales", "Price", "Product", "Sale", "SaleLine"]
