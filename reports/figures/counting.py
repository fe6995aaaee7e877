"""What every breakdown is made of: a code of the report, its words, how many."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import IntegerField, QuerySet, TextChoices, Value

from .scope import Scope

NOT_STATED = "non_communique"


@dataclass(frozen=True)
class Line:
    """So many under a code; `label` is what people read."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class Cell:
    """One value of a breakdown under its code: a count, euros or a rate."""

    code: str
    label: str
    value: Decimal


def as_cells(lines: Iterable[Any] | None, measure: str = "count") -> tuple[Cell, ...] | None:
    """What a breakdown is made of, from lines that have a code, a label and that measure."""
    if lines is None:
        return None
    return tuple(Cell(line.code, line.label, getattr(line, measure)) for line in lines)


def of_each(scopes: Sequence[Scope], rows: Callable[[Scope], QuerySet]) -> list[list[tuple]]:
    """What `rows` selects of each scope, in one statement: a list for each of them."""
    first, *others = (
        rows(scope).annotate(rank=Value(rank, IntegerField())) for rank, scope in enumerate(scopes)
    )
    found: list[list[tuple]] = [[] for _ in scopes]
    for *row, rank in first.union(*others, all=True) if others else first:
        found[rank].append(tuple(row))
    return found


def in_order_of(choices: type[TextChoices], counts: dict[str, int]) -> tuple[Line, ...]:
    """One line per code that counts somebody, in the order of the choices."""
    return tuple(
        Line(code, label, counts[code]) for code, label in choices.choices if counts.get(code)
    )


def largest_first(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The most numerous first, then by name; what is not known comes last."""
    return tuple(sorted(lines, key=lambda line: (line.code == NOT_STATED, -line.count, line.label)))
