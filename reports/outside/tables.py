"""The tables of a year for whoever is not of the house: what is counted, small counts hidden.

All the tables of a year are masked together, whichever are shown: two links to two parts of the
same year hide the same cells.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pimms.kernel import charts, masking
from pimms.kernel.charts import Bar
from pimms.kernel.templatetags.french import number
from reports.figures import INDICATORS, Indicator, Year
from reports.figures.counting import Cell
from reports.models import Share
from reports.words import typeset

HIDDEN = "masqué"
BARS = 10
DEPARTMENTS, COMMUNES = "people.by_department", "people.by_commune"
PLACES = "workshops.places"
ALL = "ensemble"  # what the lines of a breakdown come to, when no figure says it
Part = Share.Part


@dataclass(frozen=True)
class Row:
    """`value` is None where the count is hidden."""

    code: str
    label: str
    value: int | None

    @property
    def written(self) -> str:
        return HIDDEN if self.value is None else number(self.value)


@dataclass(frozen=True)
class Table:
    """One breakdown; `total` is None when it is hidden or when rows overlap."""

    code: str
    part: str
    title: str
    head: str
    unit: str
    rows: tuple[Row, ...]
    total: Row | None

    @property
    def chart(self) -> str:
        """The `src` of the chart's image; hidden counts have no bar."""
        return charts.as_source(charts.bars(self._bars))

    @property
    def alt(self) -> str:
        said = " ; ".join(f"{bar.label}, {bar.written}" for bar in self._bars)
        return typeset(f"Diagramme en barres, {self.title.lower()} : {said}.")

    @property
    def has_chart(self) -> bool:
        return bool(self._bars)

    @property
    def _bars(self) -> tuple[Bar, ...]:
        return tuple(
            Bar(row.label, float(row.value), row.written)
            for row in self.rows
            if row.value is not None
        )[:BARS]


@dataclass(frozen=True)
class Key:
    """One of the figures above the tables."""

    code: str
    part: str
    label: str
    written: str
    is_nothing: bool = False


@dataclass(frozen=True)
class Outside:
    """What may be shown of a year."""

    year: int
    keys: tuple[Key, ...]
    tables: tuple[Table, ...]

    @property
    def hides(self) -> bool:
        """Whether anything is hidden at all."""
        rows = (row for table in self.tables for row in table.rows)
        return any(row.value is None for row in rows) or any(
            key.written == HIDDEN for key in self.keys
        )

    def limited_to(self, parts: Iterable[str]) -> "Outside":
        chosen = set(parts)
        return Outside(
            self.year,
            tuple(key for key in self.keys if key.part in chosen),
            tuple(table for table in self.tables if table.part in chosen),
        )

    @property
    def sections(self) -> list[tuple[str, tuple[Key, ...], tuple[Table, ...]]]:
        """The figures and the tables of each part that counts something, under its title."""
        told = (
            (
                label,
                tuple(key for key in self.keys if key.part == code),
                tuple(table for table in self.tables if table.part == code and table.rows),
            )
            for code, label in Part.choices
        )
        return [
            (label, keys, tables)
            for label, keys, tables in told
            if tables or any(not key.is_nothing for key in keys)
        ]

    def lines(self) -> list[tuple]:
        """For a spreadsheet, what the page shows: part, table, code, words, count."""
        return [
            (part, title, each.code, each.label, each.written)
            for part, keys, tables in self.sections
            for title, told in (
                ("L’essentiel", keys),
                *((t.title, (*t.rows, *([t.total] if t.total else ()))) for t in tables),
            )
            for each in told
        ]


@dataclass(frozen=True)
class _Plan:
    """A breakdown before it is masked; `whole` is the figure that the rows add up to, `total`
    whether that is said under them."""

    code: str
    cells: tuple[Cell, ...]
    whole: str
    indicator: Indicator | None = None


def shown_outside(year: Year) -> Outside:
    """Units: people, referrals, articles, attendances, support sessions, and what comes of them.

    Figures that count nobody are told as they are, unless they give a small count away."""
    plans = _plans(year)
    counts = _counts(year, plans)
    away = masking.hidden(counts, _sums(plans, counts))
    return Outside(
        year.year,
        tuple(_key(each, year, away) for each in _singles(year)),
        tuple(_table(plan, counts, away) for plan in plans if plan.indicator),
    )


def hidden_in(year: Year, places: Iterable[tuple[str, int]] = ()) -> set:
    """What is hidden of the year: codes of single figures, and (breakdown, code) of the others;
    `places` are those of the workshops with their attendances, for whoever tells them too."""
    held = tuple(Cell(name, name, count) for name, count in places)
    plans = [*_plans(year), _Plan(PLACES, held, "workshops.attendances")]
    counts = _counts(year, plans)
    return masking.hidden(counts, _sums(plans, counts))


def _singles(year: Year) -> list[Indicator]:
    """The figures that stand alone and are of a part that may be shown."""
    return [
        each
        for each in INDICATORS
        if not each.is_breakdown and each.public_part and each.is_in(year)
    ]


def _plans(year: Year) -> list[_Plan]:
    """The breakdowns of those parts whose cells count somebody."""
    return [
        _Plan(each.name, each.cells(year), each.whole, each)
        for each in INDICATORS
        if each.is_breakdown and each.public_part and each.is_counting and each.is_in(year)
    ]


def _counts(year: Year, plans: list[_Plan]) -> dict:
    """Every count that may be small, by its code or by (breakdown, code).

    Where people hide an amount of money, and no figure says how many they are in all, the sum of
    the lines stands for it: the money in all is told, and would tell one line that is left out."""
    counts = {each.code: each.value(year) for each in _singles(year) if each.is_counting}
    money = {each.hidden_by for each in INDICATORS}
    for plan in plans:
        counts |= {(plan.code, cell.code): cell.value for cell in plan.cells}
        if plan.code in money and not plan.whole:
            counts[plan.code, ALL] = sum(cell.value for cell in plan.cells)
    return counts


def _sums(plans: list[_Plan], counts: dict) -> list[masking.Sum]:
    """What adds up to what: each breakdown to its whole, the communes to their department.

    Themes overlap; where each had but one, they add up all the same.
    """
    members = {plan.code: tuple((plan.code, cell.code) for cell in plan.cells) for plan in plans}
    sums = [
        (plan.whole, members[plan.code])
        for plan in plans
        if plan.whole in counts
        and sum(counts[cell] for cell in members[plan.code]) == counts[plan.whole]
    ]
    sums += [((plan.code, ALL), members[plan.code]) for plan in plans if (plan.code, ALL) in counts]
    sums += [
        (department, tuple(cell for cell in members[COMMUNES] if _lies_in(cell[1], department[1])))
        for department in members[DEPARTMENTS]
    ]
    return sums


def _lies_in(commune: str, department: str) -> bool:
    return commune == department or commune[:2] == department


def _key(indicator: Indicator, year: Year, away: set) -> Key:
    value = indicator.value(year)
    written = indicator.shown(indicator.unit.written(value))
    label = indicator.title[:1].lower() + indicator.title[1:]
    is_hidden = away & set(indicator.hides_with)
    part = indicator.public_part
    return Key(indicator.code, part, label, HIDDEN if is_hidden else written, not value)


def _table(plan: _Plan, counts: dict, away: set) -> Table:
    def shown(key, code, label):
        return Row(code, label, None if key in away else counts[key])

    indicator = plan.indicator
    rows = tuple(shown((plan.code, cell.code), cell.code, cell.label) for cell in plan.cells)
    has_total = plan.whole and not indicator.overlaps
    return Table(
        plan.code,
        indicator.public_part,
        indicator.title,
        indicator.head,
        indicator.measured,
        rows,
        shown(plan.whole, "", "Ensemble") if has_total else None,
    )
