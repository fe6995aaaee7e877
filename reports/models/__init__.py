"""Reports at a moment of their life, what each night found of them, and figures lent out."""

from .editions import Comparison, Edition, GrantEdition
from .shares import Share

__all__ = ["Comparison", "Edition", "GrantEdition", "Share"]
