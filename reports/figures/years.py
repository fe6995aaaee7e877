"""Which years there is something to report on."""

from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, IntegerField, QuerySet, Value

from beneficiaries.models import Enrolment, Referral
from pimms.kernel.clock import today_there
from pimms.kernel.periods import year as calendar_year
from recharges.models import Sale
from workshops.models import Passage, SupportSession, Workshop


@dataclass(frozen=True)
class Recorded:
    """A year, and the kinds of things recorded in it."""

    year: int
    kinds: tuple[str, ...]


# What people read, and the day it happens on.
_KINDS = (
    ("orientations", Referral.objects.all(), "received_on"),
    ("inscriptions", Enrolment.objects.all(), "period__startswith"),
    ("ventes", Sale.objects.standing(), "sold_on"),
    ("ateliers", Workshop.objects.filter(cancelled_at=None), "held_on"),
    ("accompagnements", SupportSession.objects.all(), "held_on"),
    ("passages", Passage.objects.standing(), "day"),
)


def recorded() -> tuple[Recorded, ...]:
    """The years in which something was done, newest first, in two statements; what is planned or
    opens on a day to come, by the clock of the database, is not done yet.

    Both look up ends and first rows of indexes, so they stay quick however long the ledger is.
    """
    days = _ends()
    if not days:
        return ()
    found = _kinds_of(range(days[0].year, days[-1].year + 1))
    return tuple(
        Recorded(year, tuple(kind for kind, *_ in _KINDS if (year, kind) in found))
        for year in sorted({year for year, _ in found}, reverse=True)
    )


def _past(rows: QuerySet, day: str) -> QuerySet:
    return rows.filter(**{f"{day}__lte": today_there()})


def _ends() -> list[date]:
    """The first and the last day of each kind."""
    first, *others = (
        _past(rows, day).order_by(order).values_list(day)[:1]
        for _, rows, day in _KINDS
        for order in (day, f"-{day}")
    )
    return sorted(day for (day,) in first.union(*others))


def _kinds_of(years: range) -> set[tuple[int, str]]:
    first, *others = (
        _past(rows, day)
        .filter(**{f"{day}__gte": period.lower, f"{day}__lt": period.upper})
        .order_by(day)
        .values_list(
            Value(year, output_field=IntegerField()), Value(kind, output_field=CharField())
        )[:1]
        for year in years
        for period in [calendar_year(year)]
        for kind, rows, day in _KINDS
    )
    return set(first.union(*others, all=True))
