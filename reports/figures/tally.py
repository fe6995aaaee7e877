"""Counting many figures of many scopes in one statement."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, DecimalField, IntegerField, QuerySet, TextChoices
from django.db.models import Value as Constant
from django.db.models.functions import Cast

from .counting import NOT_STATED, Cell
from .scope import Scope

_NUMBER: DecimalField = DecimalField(max_digits=20, decimal_places=6)


@dataclass(frozen=True)
class Tally:
    """How a figure is counted: what is added up of which rows, and by which code.

    `choices` give the codes their words and their order; without them `words` is the path to a
    code's own, and the largest comes first. Rows without a code count under `unknown`.
    """

    rows: Callable[[Scope], QuerySet]
    n: Any = field(default_factory=lambda: Count("pk"))
    by: Any = None  # a path, or an expression
    choices: type[TextChoices] | None = None
    words: str = ""
    unknown: str = ""


class Month(TextChoices):
    """The months by their numbers."""

    JANUARY = "1", "janvier"
    FEBRUARY = "2", "février"
    MARCH = "3", "mars"
    APRIL = "4", "avril"
    MAY = "5", "mai"
    JUNE = "6", "juin"
    JULY = "7", "juillet"
    AUGUST = "8", "août"
    SEPTEMBER = "9", "septembre"
    OCTOBER = "10", "octobre"
    NOVEMBER = "11", "novembre"
    DECEMBER = "12", "décembre"


def counted(scopes: Sequence[Scope], tallies: dict[str, Tally]) -> list[dict[str, list[tuple]]]:
    """For each scope, by the name of the figure: (code, words, number), in one statement."""
    told: list[dict[str, list[tuple]]] = [{name: [] for name in tallies} for _ in scopes]
    first, *others = (
        _rows(name, tally, scope, rank)
        for rank, scope in enumerate(scopes)
        for name, tally in tallies.items()
    )
    for rank, name, *row in first.union(*others, all=True):
        told[rank][name].append(tuple(row))
    return told


def _rows(name: str, tally: Tally, scope: Scope, rank: int) -> QuerySet:
    code, words = tally.by or Constant("", CharField()), tally.words or Constant("", CharField())
    return (
        tally.rows(scope)
        .order_by()
        .values(
            in_scope=Constant(rank, IntegerField()),
            of_figure=Constant(name, CharField()),
            under_code=Cast(code, CharField()),
            in_words=Cast(words, CharField()),
        )
        .annotate(tallied=Cast(tally.n, _NUMBER))
        .values_list("in_scope", "of_figure", "under_code", "in_words", "tallied")
    )


def number_of(rows: Iterable[tuple]) -> Decimal:
    """What the rows of a figure that stands alone come to."""
    return sum((n or Decimal() for _, _, n in rows), Decimal())


def cells_of(tally: Tally, rows: Iterable[tuple]) -> tuple[Cell, ...]:
    """The cells of a breakdown that count something."""
    cells = [_cell(tally, code, words, n) for code, words, n in rows if n]
    if tally.choices:
        order = {code: rank for rank, code in enumerate(tally.choices.values)}
        return tuple(sorted(cells, key=lambda cell: order.get(cell.code, len(order))))
    return tuple(sorted(cells, key=lambda cell: (cell.code == NOT_STATED, -cell.value, cell.label)))


def _cell(tally: Tally, code: str | None, words: str | None, n: Decimal) -> Cell:
    if not code:
        return Cell(NOT_STATED, tally.unknown, n)
    return Cell(code, str(tally.choices(code).label) if tally.choices else words or code, n)
