"""What proves a figure: its number, its definition, and the list behind it.

A figure is a leaf of `Year.as_json()`, named by its path: `people.served`,
`people.by_gender.feminin`. A breakdown is one indicator with a figure for each of its codes.
"""

from .indicators import INDICATORS, Indicator, found, number_of
from .leaves import Leaf, labels, leaves, numbered, of_path

__all__ = [
    "INDICATORS",
    "Indicator",
    "Leaf",
    "found",
    "labels",
    "leaves",
    "number_of",
    "numbered",
    "of_path",
]
