"""What every breakdown is made of: a code of the report, its words, how many."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import IntegerField, QuerySet, TextChoices, Value

from pimms.kernel.money import rounded as rounded  # every room of figures takes it from here

from .scope import Scope

NOT_STATED = "non_communique"


@dataclass(frozen=True)
class Line:
    """So many under a code; `label` is what people read."""

    code: str
    label: str
    count: int


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


def by_code(lines: Iterable[Line]) -> dict[str, int]:
    return {line.code: line.count for line in lines}
