"""A year in numbers: statements in, frozen dataclasses out; no request, no template, no clock.

Rules of counting: see each function, and the notes that the report prints.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from . import (
    indicator,
    learning,
    means,
    needs,
    network,
    people,
    reception,
    referrals,
    rights,
    sales,
    sessions,
)
from .counting import Cell
from .indicator import FigureValue, Indicator, Part
from .learning import Learning
from .means import Means
from .needs import Needs
from .people import People
from .referrals import Referrals
from .sales import Sales
from .scope import Scope
from .sessions import Support, Workshops
from .years import Recorded, recorded

__all__ = [
    "INDICATORS",
    "FigureValue",
    "Indicator",
    "Recorded",
    "Scope",
    "Year",
    "by_number",
    "named",
    "of_each",
    "of_path",
    "of_year",
    "recorded",
    "values",
]


@dataclass(frozen=True)
class Year:
    """Everything that is counted of a calendar year."""

    year: int
    people: People
    referrals: Referrals
    sales: Sales
    workshops: Workshops
    support: Support
    means: Means
    needs: Needs = field(default_factory=Needs)  # reports frozen before had none
    learning: Learning = field(default_factory=Learning)  # nor this
    more: dict[str, Decimal | tuple[Cell, ...]] = field(default_factory=dict, hash=False)  # by code

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened: no enrolment, referral, sale, workshop, support or visit."""
        return not (
            self.people.enrolled_during_year
            or self.referrals.received
            or self.sales.lines
            or self.workshops.sessions
            or self.support.sessions
            or self.more.get("reception.passages")
        )

    def as_json(self) -> dict:
        """The keys and codes agreed for the report; money and hours with two decimals."""
        return {"year": self.year} | indicator.as_json(INDICATORS, self)


def of_year(year: int) -> Year:
    """The figures of a calendar year: a dozen statements, however large the ledger."""
    (counted,) = of_each([Scope.of_year(year)])
    return replace(
        counted,
        means=means.means_of(year),
        needs=needs.needs_of(year),
        learning=learning.learning_of(year),
    )


def of_each(scopes: Sequence[Scope]) -> list[Year]:
    """What was done in each scope, in one statement an indicator for all of them; without means,
    surveys and what was learnt, which are those of a calendar year."""
    counted = zip(
        scopes,
        people.of_each(scopes),
        referrals.of_each(scopes),
        sales.of_each(scopes),
        sessions.workshops(scopes),
        sessions.support(scopes),
        indicator.tallied(INDICATORS, scopes),
        strict=True,
    )
    return [
        Year(
            scope.year,
            _enrolled(served, more),
            sent,
            sold,
            held,
            given,
            Means((), (), ()),
            more=more,
        )
        for scope, served, sent, sold, held, given, more in counted
    ]


def _enrolled(counted: People, more: dict) -> People:
    """With their enrolments, which frozen reports keep there and not among the others."""
    started, active = (
        more.pop(f"people.{name}") for name in ("enrolled_during_year", "enrolments_active")
    )
    return replace(counted, enrolled_during_year=int(started), enrolments_active=int(active))


# --- The indicators of a year, in the order of the report -----------------------------------


def _numbered(part: Part, indicators: Sequence[Indicator]) -> Iterator[Indicator]:
    for rank, each in enumerate(indicators, start=1):
        yield replace(each, number=f"{part.number}.{rank}", part=part)


INDICATORS: tuple[Indicator, ...] = (
    *_numbered(people.PART, people.INDICATORS),
    *_numbered(referrals.PART, referrals.INDICATORS),
    *_numbered(sales.PART, sales.INDICATORS),
    *_numbered(sessions.WORKSHOPS, sessions.OF_WORKSHOPS),
    *_numbered(sessions.SUPPORT, sessions.OF_SUPPORT),
    *_numbered(means.PART, means.INDICATORS),
    *_numbered(reception.PART, reception.INDICATORS),
    *_numbered(rights.PART, rights.INDICATORS),
    *_numbered(network.PART, network.INDICATORS),
)
PARTS: tuple[Part, ...] = tuple(dict.fromkeys(each.part for each in INDICATORS if each.part))
_BY_NAME = {each.name: each for each in INDICATORS}
_BY_NUMBER = {each.number: each for each in INDICATORS}


def named(name: str) -> Indicator:
    """The indicator of a code, with its measure where it has one. Raises KeyError."""
    return _BY_NAME[name]


def by_number(number: str) -> Indicator | None:
    """The indicator of a number of the report: `1.4`."""
    return _BY_NUMBER.get(number)


def of_path(path: str) -> tuple[Indicator, str]:
    """The indicator that a figure belongs to, and its code in it. Raises KeyError."""
    for each in INDICATORS:
        head, tail = f"{each.code}.", f".{each.measure}" if each.measure else ""
        if path == each.code:
            return each, ""
        if path.startswith(head) and path.endswith(tail):
            return each, path.removeprefix(head).removesuffix(tail)
    raise KeyError(path)


def values(year: Year) -> Iterator[FigureValue]:
    """Every figure that the year told, in the order of the report."""
    return indicator.values_of(INDICATORS, year)


def by_path(year: Year, *, told_by: Year | None = None) -> dict[str, int | str]:
    """The same by path; of those that `told_by` tells too, when it is given."""
    return {
        each.path: each.value
        for each in values(year)
        if told_by is None or each.indicator.is_in(told_by)
    }
