"""What the dashboard shows of a scope, each figure beside the same days a year before."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange

from pimms.kernel.periods import add_months, last_day
from pimms.kernel.templatetags.french import percent
from reports import figures, notes, proofs
from reports.ccas import breakdowns
from reports.ccas.breakdowns import Breakdown
from reports.figures import Scope, Year, standing

# Indicators by path, in the order of the page, and whether a site and a funder have theirs.
_SHOWN = (
    ("people.served", True, True),
    ("people.enrolled_during_year", True, False),
    ("referrals.received", False, False),
    ("sales.people", True, False),
    ("sales.paid_total", True, False),
    ("sales.saving", True, False),
    ("workshops.sessions", True, True),
    ("workshops.hours", True, True),
    ("workshops.attendances", True, True),
    ("workshops.people", True, True),
    ("support.sessions", True, False),
    ("support.hours", True, False),
    ("support.people", True, False),
)


@dataclass(frozen=True)
class Beside:
    """A figure of the days asked for, and that of the same days a year before."""

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


def of(scope: Scope) -> Board:
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


def _beside(scope: Scope, now: Year, before: Year):
    said, earlier = ({leaf.path: leaf for leaf in proofs.numbered(each.as_json())}
                     for each in (now, before))  # fmt: skip
    for path, of_sites, of_funders in _SHOWN:
        if (scope.site and not of_sites) or (scope.funder and not of_funders):
            continue
        leaf, was = said[path], earlier[path]
        yield Beside(
            leaf.indicator.number,
            leaf.indicator.title,
            leaf.shown,
            was.shown,
            _change(Decimal(leaf.value), Decimal(was.value)),
        )


def _change(now: Decimal, before: Decimal) -> str:
    """`+ 12,5 %`; nothing beside nothing."""
    if not before:
        return ""
    sign = "+\u202f" if now > before else ""
    return sign + percent(now - before, before)


def _breakdowns(scope: Scope, now: Year):
    if now.people.served:
        yield from (
            make(now, note)
            for make, note in (
                (breakdowns.by_age, notes.TRAITS),
                (breakdowns.by_gender, notes.TRAITS),
                (breakdowns.by_status, notes.TRAITS),
                (breakdowns.by_department, notes.COMMUNES),
                (breakdowns.by_commune, notes.COMMUNES),
                (breakdowns.by_district, notes.DISTRICTS),
            )
        )
    if now.sales.lines:
        yield breakdowns.by_category(now, notes.SAVING)
    if now.workshops.sessions:
        yield breakdowns.workshops_by_theme(now, notes.THEMES)
    if now.support.sessions:
        yield breakdowns.support_by_theme(now, notes.THEMES)
    if now.referrals.received:
        yield breakdowns.by_organisation(now, notes.REFERRALS)
