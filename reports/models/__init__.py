"""Reports at a moment of their life, what each night found of them, and figures lent out."""

from .editions import Comparison, Edition
from .shares import Share

__all__ = ["Comparison", "Edition", "Share"]
