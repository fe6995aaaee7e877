"""A map of tiles: one square a commune, each about where it lies from its neighbours.

The outlines of communes are not at hand, and a tile says « 3 lieux à Sceaux » better than a small
outline would. Columns run from west to east, rows from north to south; the places of the tiles
were laid out by hand and are no measure of anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pimms.kernel.masking import HIDDEN

_GRID = (
    # Each row from west to east; a blank is a hole.
    ("", "", "92046", "92049", "", ""),
    ("", "92020", "92007", "94003", "94076", ""),
    ("92023", "92032", "92014", "94016", "", ""),
    ("92060", "92019", "92071", "94038", "94021", "94073"),
    ("91064", "91645", "92002", "94034", "94065", "94054"),
    ("91312", "91377", "91689", "91479", "91027", ""),
    ("91477", "91136", "91161", "91432", "", ""),
    ("", "91345", "", "", "", ""),
)
_NAMES = {
    "91027": "Athis-Mons", "91064": "Bièvres", "91136": "Champlan", "91161": "Chilly-Mazarin",
    "91312": "Igny", "91345": "Longjumeau", "91377": "Massy", "91432": "Morangis",
    "91477": "Palaiseau", "91479": "Paray-Vieille-Poste", "91645": "Verrières-le-Buisson",
    "91689": "Wissous", "92002": "Antony", "92007": "Bagneux", "92014": "Bourg-la-Reine",
    "92019": "Châtenay-Malabry", "92020": "Châtillon", "92023": "Clamart",
    "92032": "Fontenay-aux-Roses", "92046": "Malakoff", "92049": "Montrouge",
    "92060": "Le Plessis-Robinson", "92071": "Sceaux", "94003": "Arcueil", "94016": "Cachan",
    "94021": "Chevilly-Larue", "94034": "Fresnes", "94038": "L’Haÿ-les-Roses", "94054": "Orly",
    "94065": "Rungis", "94073": "Thiais", "94076": "Villejuif",
}  # fmt: skip
_SIDE, _GAP = 96, 6


@dataclass(frozen=True)
class Unit:
    """What is counted on the tiles, and from which counts on a tile is darker."""

    one: str
    many: str
    steps: tuple[int, int, int]

    def counted(self, n: int | None) -> str:
        """`3 lieux`; None is a count that is hidden."""
        if n is None:
            return f"nombre {HIDDEN}"
        return f"{n} {self.many if n > 1 else self.one}"

    def level(self, n: int | None) -> int:
        return sum(1 for step in self.steps if n is not None and n >= step)


PLACES = Unit("lieu", "lieux", (1, 3, 6))


@dataclass(frozen=True)
class Tile:
    code: str
    name: str
    lines: tuple[tuple[str, int], ...]  # words of the name, and how far down each stands
    x: int
    y: int
    count: int | None  # None: hidden
    level: int  # 0: none, then 1 to 3
    words: str

    @property
    def written(self) -> str:
        """In the tile: nothing of nobody."""
        return HIDDEN if self.count is None else str(self.count or "")


@dataclass(frozen=True)
class Map:
    tiles: tuple[Tile, ...]
    width: int
    height: int
    side: int
    elsewhere: int
    unit: Unit

    @property
    def middle(self) -> int:
        return self.side // 2

    @property
    def in_words(self) -> str:
        """What the drawing says, for who does not see it."""
        there = [tile for tile in self.tiles if tile.written]
        said = (
            ", ".join(f"{tile.name} {tile.written}" for tile in there) or f"aucun {self.unit.one}"
        )
        return f"{self.unit.many.capitalize()} par commune\u202f: {said}."


def drawn(counts: Mapping[str, int | None], unit: Unit = PLACES) -> Map:
    """The tiles, with what counts for the INSEE code of each, and how many fall on none."""
    tiles = []
    for row, line in enumerate(_GRID):
        for column, code in enumerate(line):
            if code:
                tiles.append(_tile(code, column, row, counts.get(code, 0), unit))
    step = _SIDE + _GAP
    there = {tile.code for tile in tiles}
    return Map(
        tiles=tuple(tiles),
        width=step * max(len(line) for line in _GRID) - _GAP,
        height=step * len(_GRID) - _GAP,
        side=_SIDE,
        elsewhere=sum(n or 0 for code, n in counts.items() if code not in there),
        unit=unit,
    )


def _tile(code: str, column: int, row: int, count: int | None, unit: Unit) -> Tile:
    step, words = _SIDE + _GAP, _wrapped(_NAMES[code])
    top = 22
    return Tile(
        code=code,
        name=_NAMES[code],
        lines=tuple((word, top + place * 17) for place, word in enumerate(words)),
        x=column * step,
        y=row * step,
        count=count,
        level=unit.level(count),
        words=unit.counted(count),
    )


def _wrapped(name: str) -> list[str]:
    """At most eleven letters a line, parted at hyphens and blanks."""
    lines = [""]
    for part in name.replace(" ", " \n").replace("-", "-\n").split("\n"):
        if lines[-1] and len(lines[-1]) + len(part) > 11:
            lines.append("")
        lines[-1] += part
    return [line.strip() for line in lines]
