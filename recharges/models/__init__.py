"""The catalogue, its caps, the ledger of what was sold, and the shelves it was taken from."""

from .catalogue import Cap, Category, Price, Product, Tracking
from .inventories import Inventory, InventoryLine
from .kits import Kit, KitItem
from .ledger import Sale, SaleLine
from .receipts import ReceiptPrint
from .stock import StockLevel, StockMovement
from .units import Unit, UnitStep, sort_of

__all__ = [
    "Cap",
    "Category",
    "Inventory",
    "InventoryLine",
    "Kit",
    "KitItem",
    "Price",
    "Product",
    "ReceiptPrint",
    "Sale",
    "SaleLine",
    "StockLevel",
    "StockMovement",
    "Tracking",
    "Unit",
    "UnitStep",
    "sort_of",
]
