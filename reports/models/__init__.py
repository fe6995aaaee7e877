"""Reports at a moment of their life, what each night found of them, and figures lent out."""

from .editions import Comparison, Edition, GrantEdition
from .publications import Publication
from .shares import Share
from .word import WordModel

__all__ = ["Comparison", "Edition", "GrantEdition", "Publication", "Share", "WordModel"]
