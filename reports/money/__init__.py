"""Money beside what was done: the budget with the sales of the till, promises with the figures."""

from .accounts import charges_and_products, turnover
from .promises import Followed, Pledged, follow, pledged

__all__ = ["Followed", "Pledged", "charges_and_products", "follow", "pledged", "turnover"]
