"""What the dashboard shows of a scope, each figure beside the same days a year before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange

from pimms.kernel.periods import add_months, last_day
from pimms.kernel.templatetags.french import percent
from reports import figures
from reports.ccas.breakdowns import Breakdown, breakdown_of
from reports.figures import INDICATORS, Scope, Year, standing
from reports.figures.indicator import Reach


@dataclass(frozen=True)
class Beside:
    """A figure of the days asked for, and that of the same days a year before; a dash when nothing
    at all was noted then."""

    part: str
    number: str
    title: str
    now: str
    before: str
    change: str


@dataclass(frozen=True)
class Evening:
    """A figure of one day."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class Board:
    scope: Scope
    day: date
    rows: tuple[Beside, ...]
    evening: tuple[Evening, ...]
    breakdowns: tuple[Breakdown, ...]


def board_of(scope: Scope) -> Board:
    """One statement an indicator for both years, and one for the evening."""
    now, before = figures.of_each([scope, year_before(scope)])
    day = last_day(scope.period)
    return Board(
        scope=scope,
        day=day,
        rows=tuple(_beside(scope, now, before)),
        evening=tuple(Evening(each.code, each.label, n) for each, n in standing.on(day)),
        breakdowns=tuple(_breakdowns(scope, now)),
    )


def year_before(scope: Scope) -> Scope:
    """The same days a year before: of a 29 February, the 28th."""
    first, last = (add_months(day, -12) for day in (scope.period.lower, last_day(scope.period)))
    return Scope(DateRange(first, last + timedelta(days=1)), scope.site, scope.funder)


def _beside(scope: Scope, now: Year, before: Year) -> Iterator[Beside]:
    for each in INDICATORS:
        if each.is_breakdown or each.reach < _reach(scope):
            continue
        one, other = (each.unit.written(each.value(year)) for year in (now, before))
        change = _change(Decimal(one), Decimal(other))
        earlier = "—" if before.is_empty else each.shown(other)
        yield Beside(each.part.title, each.number, each.title, each.shown(one), earlier, change)


def _reach(scope: Scope) -> Reach:
    """What a figure must be limited to, to be one of the scope."""
    if scope.funder:
        return Reach.FUNDER
    return Reach.SITE if scope.site else Reach.HOUSE


def _change(now: Decimal, before: Decimal) -> str:
    """`+ 12,5 %`; nothing beside nothing."""
    if not before:
        return ""
    sign = "+\u202f" if now > before else ""
    return sign + percent(now - before, before)


def _breakdowns(scope: Scope, now: Year) -> Iterator[Breakdown]:
    for each in INDICATORS:
        told_alone = each.is_breakdown and not each.within and each.reach >= _reach(scope)
        if told_alone and (table := breakdown_of(each, now)):
            yield table
