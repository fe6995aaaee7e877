"""Counts that say nothing of anybody: those under five are hidden, and what would give them away.

A count is hidden when it is 1 to 4 (« moins de 5 »). When the total of the line and what is shown
would let a reader work a hidden count out, the smallest of the others is hidden too (« non
communiqué »), and the total as the last resort. A reader is told which counts are small and knows
them to be 1 to 4; in the tables of `pimms.kernel.masking` every hidden count looks alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pimms.kernel.masking import LEAST


@dataclass(frozen=True)
class Cell:
    """`count` is None when it is hidden; `words` are what a reader sees."""

    count: int | None
    words: str


@dataclass(frozen=True)
class Shown:
    total: Cell
    parts: dict[str, Cell]


def shown(parts: Mapping[str, int]) -> Shown:
    """The parts of a total, and the total, as far as they may be shown."""
    total = sum(parts.values())
    small = {code for code, n in parts.items() if 0 < n < LEAST}
    besides: set[str] = set()
    others = sorted((n, code) for code, n in parts.items() if n >= LEAST)
    is_total_shown = not 0 < total < LEAST
    while is_total_shown and _gives_away(parts, small, besides):
        if others:
            besides.add(others.pop(0)[1])
        else:
            is_total_shown = False
    return Shown(
        total=cell(total) if is_total_shown or total < LEAST else _kept(),
        parts={code: _kept() if code in besides else cell(n) for code, n in parts.items()},
    )


def cell(count: int) -> Cell:
    """A count that stands by itself."""
    return Cell(None, f"moins de {LEAST}") if 0 < count < LEAST else Cell(count, str(count))


def _kept() -> Cell:
    return Cell(None, "non communiqué")


def _gives_away(parts: Mapping[str, int], small: set[str], besides: set[str]) -> bool:
    """Whether the sum of the hidden parts, which a reader knows, leaves one of the small certain.

    A small one is known to be 1 to 4, one hidden beside it to be at least 5.
    """
    if not small:
        return False
    hidden = sum(parts[code] for code in small | besides)
    most = hidden - (len(small) - 1) - LEAST * len(besides)
    least = 1 if besides else hidden - (LEAST - 1) * (len(small) - 1)
    return min(most, LEAST - 1) <= max(least, 1)
