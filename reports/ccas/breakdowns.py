"""A breakdown: one table, and the chart of its main column, ready for page and document."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pimms.kernel import charts
from pimms.kernel.charts import OCHRE, TEAL, Bar
from pimms.kernel.templatetags.french import euros, number, percent
from reports import figures
from reports.figures import Indicator, Year
from reports.figures.counting import NOT_STATED, Cell
from reports.figures.traits import DEPARTMENTS, AgeBand
from reports.notes import Note
from reports.words import shares, typeset

# A chart of more bars says less than its table; a table of more rows is no report any more.
BARS, ROWS = 10, 30
SHARE, HIDDEN = "Part", "masqué"


@dataclass(frozen=True)
class Breakdown:
    """Cells are text, the first of each row is its heading; `alt` says the chart in words.

    `codes` are what each row stands for in the indicator that it tells apart.
    """

    indicator: Indicator
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    codes: tuple[str, ...]
    total: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    colour: str = TEAL
    words: frozenset[int] = field(default=frozenset({0}))  # columns that hold words
    own_note: Note | None = None  # where the document numbers its notes otherwise

    def hiding(self, hidden: frozenset[str], *, says_whole: bool = True) -> "Breakdown":
        """The same for whoever is not of the house: the rows of these codes say nothing.

        The others taken together would give them away, so they are hidden with any of them. The
        shares of a whole that is hidden would tell it.
        """
        away = {code for code in self.codes if hidden and (not code or code in hidden)}
        shares = set() if says_whole else {n for n, head in enumerate(self.heads) if head == SHARE}
        rows = tuple(
            self._masked(row, set(range(len(row))) if code in away else shares)
            for code, row in zip(self.codes, self.rows, strict=True)
        )
        total = self.total if says_whole else self._masked(self.total, set(range(len(self.total))))
        shown = {row[0] for code, row in zip(self.codes, rows, strict=True) if code not in away}
        bars = tuple(bar for bar in self.bars if bar.label in shown)
        return replace(self, rows=rows, total=total, bars=bars)

    def _masked(self, row: tuple[str, ...], columns: set[int]) -> tuple[str, ...]:
        """Its numbers in these columns are hidden; its words stay."""
        return tuple(
            HIDDEN if cell and column in columns - self.words else cell
            for column, cell in enumerate(row)
        )

    @property
    def number(self) -> str:
        return self.indicator.number

    @property
    def note(self) -> Note:
        return self.own_note or self.indicator.note

    @property
    def is_wide(self) -> bool:
        """Whether the table needs the whole width, under its chart."""
        return len(self.heads) > 3 or self.is_long

    @property
    def is_long(self) -> bool:
        """Whether the table may go on over pages; any other stays whole."""
        return len(self.rows) > 15

    @property
    def chart(self) -> str:
        """The `src` of the chart's image, narrow enough for a telephone."""
        return charts.as_source(charts.bars(self.bars, colour=self.colour))

    @property
    def printed_chart(self) -> str:
        """The same on paper, where a wide table has a wide chart."""
        width = 470.0 if self.is_wide else 245.0
        return charts.as_source(charts.bars(self.bars, colour=self.colour, width=width))

    @property
    def alt(self) -> str:
        said = " ; ".join(f"{bar.label}, {bar.written}" for bar in self.bars)
        return typeset(f"Diagramme en barres, {self.title.lower()} : {said}.")

    @property
    def cells(self) -> list[tuple[str, list[tuple[str, bool]]]]:
        """For each row its code and its cells, each with whether it holds words."""
        return [(code, self._kinds(row)) for code, row in zip(self.codes, self.rows, strict=True)]

    @property
    def headings(self) -> list[tuple[str, bool]]:
        return self._kinds(self.heads)

    @property
    def total_cells(self) -> list[tuple[str, bool]]:
        return self._kinds(self.total)

    def _kinds(self, row: tuple[str, ...]) -> list[tuple[str, bool]]:
        return [(cell, column in self.words) for column, cell in enumerate(row)]


def breakdown_of(indicator: Indicator, year: Year) -> Breakdown | None:
    """The table of a breakdown, with its chart; None when it counts nothing that year.

    What the rows add up to is their last row, and each has its share of it; a breakdown of which
    a row may count under several codes has shares, and no last row.
    """
    cells = indicator.cells(year)
    if not any(cell.value for cell in cells):
        return None
    return _OWN_TABLES.get(indicator.name, _plain)(indicator, year, cells)


def whole_of(indicator: Indicator, year: Year, cells: Sequence[Cell]) -> Decimal | int:
    """What the cells are parts of: the figure that they add up to, or else their sum."""
    return figures.named(indicator.whole).value(year) if indicator.whole else _sum(cells)


def parts_of(indicator: Indicator, year: Year, cells: Sequence[Cell]) -> Sequence[str]:
    """The share of each cell, in per cent; those that do not overlap add up to 100,0."""
    if not indicator.overlaps:
        return shares([cell.value for cell in cells])
    whole = whole_of(indicator, year, cells)
    return [percent(cell.value, whole) for cell in cells]


def _plain(
    indicator: Indicator, year: Year, cells: Sequence[Cell], colour: str = TEAL
) -> Breakdown:
    """One row a code: how many (or how much), and the share of the whole."""
    whole = whole_of(indicator, year, cells)
    has_total = not indicator.overlaps
    shown = _first(cells, ROWS)
    parts = parts_of(indicator, year, shown)
    return Breakdown(
        indicator=indicator,
        title=indicator.title,
        heads=(indicator.head, indicator.measured, SHARE),
        rows=tuple(
            (cell.label, _written(indicator, cell.value), part)
            for cell, part in zip(shown, parts, strict=True)
        ),
        codes=_codes(cells),
        total=("Ensemble", _written(indicator, whole), percent(whole, whole)) if has_total else (),
        bars=_bars(indicator, cells),
        colour=colour,
    )


def _places(indicator: Indicator, year: Year, cells: Sequence[Cell]) -> Breakdown:
    return _plain(indicator, year, cells, OCHRE)


def _by_age(indicator: Indicator, year: Year, cells: Sequence[Cell]) -> Breakdown:
    """Every band is drawn, so that the shape of the ages can be read."""
    counts = {cell.code: cell.value for cell in cells}
    bands = [Cell(code, label, counts.get(code, 0)) for code, label in AgeBand.choices]
    return _plain(indicator, year, bands)


def _by_department(indicator: Indicator, year: Year, cells: Sequence[Cell]) -> Breakdown:
    named = [
        cell if cell.code == NOT_STATED else replace(cell, label=f"{cell.label} ({cell.code})")
        for cell in cells
    ]
    return _places(indicator, year, named)


def _by_commune(indicator: Indicator, year: Year, cells: Sequence[Cell]) -> Breakdown:
    told = _places(indicator, year, cells)
    rates = {town.code: number(town.per_thousand, 2) for town in year.people.coverage or ()}
    ensemble, *numbers = told.total
    return replace(
        told,
        heads=(indicator.head, "Département", indicator.measured, SHARE, "Pour mille habitants"),
        rows=tuple(
            (label, DEPARTMENTS.get(code[:2], ""), *counted, rates.get(code, ""))
            for code, (label, *counted) in zip(told.codes, told.rows, strict=True)
        ),
        total=(ensemble, "", *numbers, ""),
        words=frozenset({0, 1}),
    )


def _by_category(indicator: Indicator, year: Year, cells: Sequence[Cell]) -> Breakdown:
    sales = year.sales

    def row(label, sold, part) -> tuple[str, ...]:
        return (
            label,
            number(sold.quantity),
            part,
            *(euros(amount) for amount in (sold.paid, sold.public_value, sold.saving)),
        )

    return Breakdown(
        indicator=indicator,
        title=indicator.title,
        heads=("Catégorie", "Articles", SHARE, "Payé", "Prix public", "Économie"),
        rows=tuple(
            row(sold.label, sold, part)
            for sold, part in zip(
                sales.by_category,
                shares([sold.quantity for sold in sales.by_category]),
                strict=True,
            )
        ),
        codes=tuple(cell.code for cell in cells),
        total=row("Ensemble", sales, percent(1, 1)),
        bars=_bars(indicator, cells),
        colour=OCHRE,
    )


def _workshops_by_theme(indicator: Indicator, year: Year, cells: Sequence[Cell]) -> Breakdown:
    held = {theme.code: theme.sessions for theme in year.workshops.by_theme}
    return Breakdown(
        indicator=indicator,
        title="Présences aux ateliers par thème",
        heads=("Thème", "Ateliers", "Présences"),
        rows=tuple((cell.label, number(held[cell.code]), number(cell.value)) for cell in cells),
        codes=tuple(cell.code for cell in cells),
        bars=_bars(indicator, cells),
    )


def _by_payer(indicator: Indicator, year: Year, cells: Sequence[Cell]) -> Breakdown | None:
    """Nothing when everybody paid for themselves."""
    return _plain(indicator, year, cells) if len(cells) > 1 else None


def _grants(indicator: Indicator, year: Year, cells: Sequence[Cell]) -> Breakdown:
    return Breakdown(
        indicator=indicator,
        title=indicator.title,
        heads=("Financeur", "Objet", "Montant accordé", SHARE),
        rows=tuple(
            (grant.funder, grant.purpose, euros(grant.amount), part)
            for grant, part in zip(
                year.means.grants, shares([cell.value for cell in cells]), strict=True
            )
        ),
        codes=tuple(cell.code for cell in cells),
        total=("Ensemble", "", euros(year.means.granted), percent(1, 1)),
        words=frozenset({0, 1}),
    )  # fmt: skip


# Those that are told otherwise than the others, each by what it has besides.
_OWN_TABLES: dict[str, Callable[[Indicator, Year, Sequence[Cell]], Breakdown | None]] = {
    "people.by_age_band": _by_age,
    "people.by_department": _by_department,
    "people.by_commune": _by_commune,
    "people.by_district": _places,
    "sales.saving_by_category": _by_category,
    "workshops.by_theme:attendances": _workshops_by_theme,
    "support.by_theme": _places,
    "means.grants": _grants,
    "sales.saving_by_payer": _by_payer,
}


def _written(indicator: Indicator, value: Decimal | int) -> str:
    return indicator.shown(indicator.unit.written(value))


def _sum(cells: Sequence[Cell]) -> Decimal | int:
    return sum(cell.value for cell in cells)


def _codes(cells: Sequence[Cell]) -> tuple[str, ...]:
    """What each row stands for; nothing for the others taken together."""
    return tuple(cell.code for cell in _first(cells, ROWS))


def _bars(indicator: Indicator, cells: Sequence[Cell]) -> tuple[Bar, ...]:
    shown = cells[:BARS] if indicator.overlaps else _first(cells, BARS)
    return tuple(
        Bar(cell.label, float(cell.value), _written(indicator, cell.value)) for cell in shown
    )


def _first(cells: Sequence[Cell], most: int) -> tuple[Cell, ...]:
    """The first cells, and all that follow as one; a single one that follows stays itself."""
    if len(cells) <= most + 1:
        return tuple(cells)
    others = cells[most:]
    return (*cells[:most], Cell("", f"Autres ({len(others)})", _sum(others)))
