"""What an address asks for after its question mark: anybody may have typed anything there.

One function for each kind of parameter. What makes no sense is not asked: the page answers as if
the parameter were not there.
"""

from collections.abc import Collection
from typing import TypeVar

from django.http import QueryDict

from pimms.kernel.text import printable

_LONGEST_KEY = 18  # digits of a number that any column can be compared with
_Default = TypeVar("_Default")


def text(query: QueryDict, name: str, *, longest: int = 100) -> str:
    """The words of the parameter, without what is no character of a text, at most so long."""
    return printable(query.get(name, "")).strip()[:longest]


def key(query: QueryDict, name: str) -> int | None:
    """The number of a thing; None when none is named."""
    typed = query.get(name, "")
    is_one = typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST_KEY
    return int(typed) if is_one else None


def choice(
    query: QueryDict, name: str, among: Collection[str], default: _Default
) -> str | _Default:
    """One of these words, or else the default."""
    typed = query.get(name, "")
    return typed if typed in among else default


def year(query: QueryDict, among: Collection[int], *, name: str = "annee") -> int | None:
    """A year that there is something to say of; None when none of them is named."""
    typed = query.get(name, "")
    return next((each for each in among if str(each) == typed), None)
