"""The catalogue, its caps, and the ledger of what was sold."""

from .catalogue import Cap, Category, Price, Product
from .ledger import Sale, SaleLine

__all__ = ["Cap", "Category", "Price", "Product", "Sale", "SaleLine"]
