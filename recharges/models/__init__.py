"""The catalogue, its caps, the ledger of what was sold, and the shelves it was taken from."""

from .accounting import AccountCode
from .anchors import Anchor
from .catalogue import Cap, Category, Price, Product, Tracking
from .inventories import Inventory, InventoryLine
from .kits import Kit, KitItem
from .ledger import Sale, SaleLine
from .receipts import ReceiptPrint
from .rights import MovementUnderSales
from .stock import StockLevel, StockMovement
from .till import CashCount, Closing, Seal, TillSession
from .units import Unit, UnitStep, sort_of

__all__ = [
    "AccountCode",
    "Anchor",
    "Cap",
    "CashCount",
    "Category",
    "Closing",
    "Inventory",
    "InventoryLine",
    "Kit",
    "KitItem",
    "MovementUnderSales",
    "Price",
    "Product",
    "ReceiptPrint",
    "Sale",
    "SaleLine",
    "Seal",
    "StockLevel",
    "StockMovement",
    "TillSession",
    "Tracking",
    "Unit",
    "UnitStep",
    "sort_of",
]
