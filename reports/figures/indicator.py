"""What an indicator is: everything that is said of one figure of a year, said once.

Its count and the rows behind it are two statements that know nothing of each other: that they come
to the same is the proof.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.db.models.functions import ExtractMonth

from pimms.kernel.durations import hours_of
from pimms.kernel.money import rounded
from pimms.kernel.templatetags.french import euros, hours, number
from pimms.kernel.text import fold
from reports.models import Share
from reports.notes import Note

from .counting import Cell
from .layouts import RowLayout
from .scope import Scope
from .tally import Month, Tally, cells_of, counted, number_of


@dataclass(frozen=True)
class Unit:
    """How a figure is written in files (a number, or text with two decimals), how people read it,
    and what it is exactly, from what the database adds up over the rows behind it."""

    written: Callable[[Any], int | str]
    shown: Callable[[int | str], str]
    exact: Callable[[Any], Decimal | int] = lambda value: value or 0
    noun: str = ""  # where it counts no rows


def _two(value: Any) -> str:
    return f"{rounded(value):.2f}"


COUNT = Unit(int, number)
EUROS = Unit(_two, lambda value: euros(Decimal(value)), noun="Montant")
HOURS = Unit(_two, lambda value: hours(Decimal(value)), hours_of, noun="Heures")
RATE = Unit(_two, lambda value: number(Decimal(value), 2), noun="Taux")


@dataclass(frozen=True)
class Way:
    """How somebody comes to be served: the rows, the path to the person, the path to the day."""

    rows: Callable[[Scope], QuerySet]
    person: str
    day: str


class Reach(IntEnum):
    """What a figure may be limited to besides some days: the later ones include the earlier."""

    YEAR = 0  # nothing: it is of a calendar year
    HOUSE = 1  # some days
    SITE = 2  # one place
    FUNDER = 3  # what one funder pays for


@dataclass(frozen=True)
class Part:
    """A part of the report: its number and title, the first name of its codes, the section that
    tells it, and the part of it that may be shared (None: it is not shown outside)."""

    number: int
    name: str
    title: str
    section: str
    shared: Share.Part | None


# The rows of one code of a breakdown, from all of them.
Select = Callable[[QuerySet, Scope, str], QuerySet]
MONTHS = "months"  # what a report tells month by month, together
Common = dict[str, Any]  # what several indicators have in common, by the names of the fields


@dataclass(frozen=True, eq=False, kw_only=True)
class Indicator:
    """One figure of a year, or one breakdown with a figure for each of its codes.

    `counted(year)` is what was counted: a number, or the cells of a breakdown; None when the year
    was frozen before it was counted. Without it the `tally` is. `rows(scope)` are all the rows
    behind, `by(rows, scope, code)` those of one code, and `sums` what they come to.
    """

    code: str
    title: str
    note: Note
    layout: RowLayout
    rows: Callable[[Scope], QuerySet]
    by: Select | None = None
    sums: Any = field(default_factory=lambda: Count("pk"))
    unit: Unit = COUNT
    counted: Callable[[Any], Any] | None = None
    tally: Tally | None = None  # how it is counted, when not with others of its part
    measure: str = ""  # the one of several values that the files keep under each code
    listed: Callable[[Any], list] | None = None  # where the JSON has rows instead of codes
    number: str = ""
    part: Part | None = None
    reach: Reach = Reach.SITE

    # A breakdown's table: the head of its codes, the figure that its rows add up to; `within` is
    # the breakdown whose table, or the sentence, that tells it already.
    head: str = ""
    noun: str = ""  # what it counts, where that is not its rows
    whole: str = ""
    overlaps: bool = False  # a row of the list may count under several codes
    within: str = ""

    # Outside the house: a small count hides itself, and whatever `tells` one is hidden with it.
    # What counts nobody (hours, money of funders) is open.
    is_open: bool = False
    tells: tuple[str, ...] = ()
    hidden_by: str = ""  # the breakdown whose small counts hide its cells, when not its own
    shared: Share.Part | None = None  # in the place of its part's

    told_in: str = ""  # a section of the report, in the place of its part's
    key: Callable[[Any], str] | None = None  # the words under it, among the key figures
    key_tells: tuple[str, ...] = ()  # what these words tell besides
    changes: bool = False  # whether the evolution since the year before begins with it
    promised: str = ""  # how a convention promises it
    day: str = ""  # the path to the day of a row, on which the figure grows
    ways: tuple[Way, ...] = ()  # or by which each person counts once, from their first day
    word: str = ""  # its variable in Word models, where the title does not make it

    @property
    def name(self) -> str:
        """Its code, with the measure where several share one: `workshops.by_theme:sessions`."""
        return f"{self.code}:{self.measure}" if self.measure else self.code

    @property
    def is_breakdown(self) -> bool:
        return self.by is not None

    def value(self, year: Any) -> Any:
        """The number, or the cells of a breakdown; None when this year did not count it."""
        return self.counted(year) if self.counted else year.more.get(self.code)

    def is_in(self, year: Any) -> bool:
        return self.value(year) is not None

    def cells(self, year: Any) -> tuple[Cell, ...]:
        """The cells of a breakdown, the number as one cell without a code, or nothing."""
        value = self.value(year)
        if value is None:
            return ()
        return value if isinstance(value, tuple) else (Cell("", "", value),)

    def list(self, scope: Scope, code: str = "") -> QuerySet:
        """The rows behind it, or behind one of its codes."""
        rows = self.rows(scope)
        return self.by(rows, scope, code) if self.by and code else rows

    def proved(self, scope: Scope, code: str = "") -> int | str:
        """What the rows behind come to, written as the figure is."""
        summed = self.list(scope, code).aggregate(n=self.sums)["n"]
        return self.unit.written(self.unit.exact(summed))

    def by_day(self, scope: Scope) -> Counter:
        """What each day adds to it: {day: number}, exact. People count on their first day."""
        if self.ways:
            return Counter(self._first_days(scope).values())
        rows = self.rows(scope).order_by(self.day).values_list(self.day).annotate(n=self.sums)
        return Counter({day: self.unit.exact(n) for day, n in rows})

    def _first_days(self, scope: Scope) -> dict[int, date]:
        first: dict[int, date] = {}
        for way in self.ways:
            rows = way.rows(scope).order_by().values_list(way.person)
            for person, day in rows.annotate(first_day=Min(way.day)):
                first[person] = min(day, first.get(person, day))
        return first

    def shown(self, value: int | str) -> str:
        return self.unit.shown(value)

    @property
    def measured(self) -> str:
        """The head of its column of numbers: what is counted, or the measure."""
        return self.noun or self.unit.noun or self.layout.noun

    @property
    def variable(self) -> str:
        """Its name in a Word model: the title, in letters and underscores."""
        return self.word or "_".join(re.findall("[a-z0-9]+", fold(self.title)))

    @property
    def section(self) -> str:
        """The section of the report that tells it."""
        return self.told_in or (self.part.section if self.part else "")

    @property
    def is_counting(self) -> bool:
        """Whether a small number of it would tell of somebody, so that it is hidden outside."""
        return not (self.is_open or self.hidden_by or self.unit is not COUNT)

    @property
    def public_part(self) -> Share.Part | None:
        """The part of a shared report that shows it; None when none does."""
        return self.shared or (self.part.shared if self.part else None)

    @property
    def hides_with(self) -> tuple[str, ...]:
        """The single figures that it tells, or would give away."""
        own = (self.code,) if self.is_counting and not self.is_breakdown else ()
        return own + self.tells


def by_field(name: str, unknown: str = "") -> Select:
    """Those rows whose field is the code; `unknown` is the code of those that have none."""

    def of_code(rows: QuerySet, scope: Scope, code: str) -> QuerySet:
        if unknown and code == unknown:
            return rows.filter(**{f"{name}__isnull": True})
        return rows.filter(**{name: code})

    return of_code


def by_month(single: Indicator) -> Indicator:
    """A figure that stands alone, month by month, by the day on which it grows."""

    def of_month(rows: QuerySet, scope: Scope, code: str) -> QuerySet:
        return rows.filter(**{f"{single.day}__month": code})

    return Indicator(
        code=f"{single.code}_by_month",
        title=f"{single.title} par mois",
        note=single.note,
        layout=single.layout,
        rows=single.rows,
        by=of_month,
        sums=single.sums,
        unit=single.unit,
        reach=single.reach,
        head="Mois",
        whole=single.code,
        within=MONTHS,
        tally=Tally(single.rows, n=single.sums, by=ExtractMonth(single.day), choices=Month),
    )


@dataclass(frozen=True)
class FigureValue:
    """One figure: the indicator, the code of a breakdown or nothing, and the value as sent out."""

    indicator: Indicator
    code: str
    label: str
    value: int | str

    @property
    def path(self) -> str:
        """`people.served`, `people.by_gender.feminin`."""
        parts = (self.indicator.code, self.code, self.indicator.measure)
        return ".".join(part for part in parts if part)

    @property
    def shown(self) -> str:
        """As people read it: `1 234`, `12,00 €`, `12,5 h`."""
        return self.indicator.shown(self.value)


def values_of(indicators: Iterable[Indicator], year: Any) -> Iterator[FigureValue]:
    """Every figure that the year told, in the order of the report."""
    for indicator in indicators:
        for cell in indicator.cells(year):
            yield FigureValue(indicator, cell.code, cell.label, indicator.unit.written(cell.value))


def as_json(indicators: Iterable[Indicator], year: Any) -> dict:
    """The figures under the names of their codes; money and hours with two decimals."""
    told: dict = {}
    for indicator in indicators:
        if not indicator.is_in(year):
            continue
        *above, name = indicator.code.split(".")
        branch = told
        for step in above:
            branch = branch.setdefault(step, {})
        if indicator.listed:
            branch[name] = indicator.listed(year)
        elif indicator.measure:
            _under_measure(branch.setdefault(name, {}), indicator, year)
        else:
            written = {cell.code: indicator.unit.written(cell.value)
                       for cell in indicator.cells(year)}  # fmt: skip
            branch[name] = written if indicator.is_breakdown else written[""]
    return told


def _under_measure(branch: dict, indicator: Indicator, year: Any) -> None:
    for cell in indicator.cells(year):
        branch.setdefault(cell.code, {})[indicator.measure] = indicator.unit.written(cell.value)


def tallied(indicators: Iterable[Indicator], scopes: Sequence[Scope]) -> list[dict[str, Any]]:
    """For each scope the numbers and cells of those that have a tally of their own, by code: one
    statement for all."""
    own = {each.code: each for each in indicators if each.tally}
    return [
        {code: _tallied(own[code], rows) for code, rows in told.items()}
        for told in counted(scopes, {code: each.tally for code, each in own.items() if each.tally})
    ]


def _tallied(indicator: Indicator, rows: list[tuple]) -> Any:
    exact = indicator.unit.exact
    written = [(code, words, rounded(Decimal(exact(n)))) for code, words, n in rows]
    if indicator.is_breakdown and indicator.tally:
        return cells_of(indicator.tally, written)
    return number_of(written)
