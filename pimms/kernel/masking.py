"""Small counts hidden, and enough others that none can be computed back. No database, no clock.

Source: the rule of the statistical offices for tables of counts: primary suppression under a
threshold, secondary suppression until no published total gives a hidden cell away.
"""

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from typing import Any

LEAST = 5  # a count under this, and above nothing, is hidden
HIDDEN = "masqué"  # what stands in its place; every hidden count looks alike

Cells = Mapping[Any, int]  # by anything hashable
Sum = tuple[Hashable, tuple[Hashable, ...]]  # a total, and the cells that it is the sum of


def hidden(cells: Cells, sums: Iterable[Sum]) -> set[Hashable]:
    """The cells to hide. Shape: every cell and every total of `sums` is a key of `cells`.

    None of them is fixed by the cells that are shown, and what those leave of a total is never
    itself a small count. Nothing is shown as nothing.
    """
    sums = [(total, members) for total, members in sums if members]
    away = {key for key, count in cells.items() if 0 < count < LEAST}
    while (extra := _gives_away(cells, sums, away)) is not None:
        away.add(extra)
    return away


def alone(count: int) -> int | None:
    """A count that is part of no total; None when it is hidden."""
    return None if 0 < count < LEAST else count


def shown(parts: Mapping[str, int]) -> tuple[int | None, dict[str, int | None]]:
    """The total of the parts, and each of them; None for what is hidden."""
    total = sum(parts.values())
    away = hidden({**parts, _TOTAL: total}, [(_TOTAL, tuple(parts))])
    return (
        None if _TOTAL in away else total,
        {code: None if code in away else count for code, count in parts.items()},
    )


_TOTAL = ("total",)  # no part is called so


def _gives_away(cells: Cells, sums: list[Sum], away: set[Hashable]) -> Hashable | None:
    """One more cell to hide, because of the first sum that gives too much away; None when none
    does."""
    for total, members in sums:
        if _is_thin(cells, total, members, away):
            return _next(cells, (total, members), away)
    if fixed := _fixed(sums, away):
        for total, members in sums:
            if fixed & {total, *members}:
                extra = _next(cells, (total, members), away)
                if extra is not None:
                    return extra
    return None


def _is_thin(
    cells: Cells, total: Hashable, members: tuple[Hashable, ...], away: set[Hashable]
) -> bool:
    missing = [key for key in members if key in away]
    if total in away:
        return not missing and _next(cells, (total, members), away) is not None
    if not missing:
        return False
    thin = len(missing) == 1 or sum(cells[key] for key in missing) < LEAST
    return thin and _next(cells, (total, members), away) is not None


def _next(cells: Cells, equation: Sum, away: set[Hashable]) -> Hashable | None:
    """The smallest cell that is still shown and counts somebody; the total last."""
    total, members = equation
    shown = [key for key in members if key not in away and cells[key] > 0]
    if shown:
        return min(shown, key=lambda key: (cells[key], str(key)))
    return total if total not in away and cells[total] > 0 else None


def _fixed(sums: list[Sum], away: set[Hashable]) -> set[Hashable]:
    """The hidden cells that the equations alone determine: exact elimination over fractions."""
    order = sorted(away, key=str)
    rank = {key: column for column, key in enumerate(order)}
    rows = []
    for total, members in sums:
        row = [Fraction(0)] * len(order)
        for key, sign in ((total, 1), *((member, -1) for member in members)):
            if key in rank:
                row[rank[key]] += sign
        if any(row):
            rows.append(row)
    reduced = _reduced(rows)
    return {
        order[column]
        for row in reduced
        for column in [next(place for place, value in enumerate(row) if value)]
        if sum(1 for value in row if value) == 1
    }


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """The reduced row echelon form: a row of one entry determines its cell."""
    done: list[list[Fraction]] = []
    column, width = 0, len(rows[0]) if rows else 0
    while rows and column < width:
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            column += 1
            continue
        rows = [row for row in rows if row is not pivot]
        pivot = [value / pivot[column] for value in pivot]
        rows = [_less(row, pivot, column) for row in rows]
        done = [_less(row, pivot, column) for row in done] + [pivot]
        rows = [row for row in rows if any(row)]
        column += 1
    return done


def _less(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    times = row[column]
    return (
        [value - times * other for value, other in zip(row, pivot, strict=True)] if times else row
    )
