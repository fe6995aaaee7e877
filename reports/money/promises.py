"""What was promised beside what is done, month by month, and where it leads.

Each figure is counted as in `reports.figures`, between any two days.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count, F, Min, Sum

from beneficiaries.models import Enrolment
from funding import promises
from funding.models import Promise
from pimms.kernel.durations import hours_of
from pimms.kernel.periods import add_months, last_day
from recharges.models import Sale
from reports.figures.counting import rounded
from workshops.models import Registration, SupportSession, Workshop

# --- Each figure, by the day on which it grows ---------------------------------------------


def _buyers(period):
    sales = Sale.objects.standing().sold_in(period)
    return sales.values_list("enrolment__beneficiary").annotate(day=Min("sold_on"))


def _seats(period):
    return Registration.objects.filter(
        status=Registration.Status.PRESENT, workshop__in=Workshop.objects.held_in(period)
    )


def _attendees(period):
    return _seats(period).values_list("beneficiary").annotate(day=Min("workshop__held_on"))


def _sessions(period):
    return SupportSession.objects.filter(held_on__gte=period.lower, held_on__lt=period.upper)


def _supported(period):
    return _sessions(period).values_list("beneficiary").annotate(day=Min("held_on"))


def _people(*kinds: Callable) -> Callable:
    """Each person once, on the first day they appear."""

    def by_day(period) -> Counter:
        first: dict[int, date] = {}
        for kind in kinds:
            for person, day in kind(period).order_by():
                first[person] = min(day, first.get(person, day))
        return Counter(first.values())

    return by_day


def _rows(rows: Callable, day: str, amount=None) -> Callable:
    def by_day(period) -> Counter:
        found = rows(period).order_by(day).values_list(day).annotate(n=amount or Count("pk"))
        return Counter(dict(found))

    return by_day


def _hours(by_day: Callable) -> Callable:
    """Hours from another measure of time."""
    return lambda period: Counter({day: hours_of(n) for day, n in by_day(period).items()})


_LENGTH = Sum(F("ends_at") - F("starts_at"))
COUNTED = {
    "people.served": _people(_buyers, _attendees, _supported),
    "people.enrolled_during_year": _rows(
        lambda period: Enrolment.objects.started_in(period), "period__startswith"
    ),
    "sales.people": _people(_buyers),
    "workshops.sessions": _rows(Workshop.objects.held_in, "held_on"),
    "workshops.hours": _hours(_rows(Workshop.objects.held_in, "held_on", _LENGTH)),
    "workshops.attendances": _rows(_seats, "workshop__held_on"),
    "workshops.people": _people(_attendees),
    "support.sessions": _rows(_sessions, "held_on"),
    "support.hours": _hours(_rows(_sessions, "held_on", Sum("minutes"))),
    "support.people": _people(_supported),
}


@dataclass(frozen=True)
class Month:
    """What was reached on its last evening, or on that of the day for the one that runs."""

    day: date
    done: Decimal
    is_over: bool


@dataclass(frozen=True)
class Followed:
    """A promise, what is done of it on a day, and what comes of it at this pace."""

    promise: Promise
    done: Decimal
    projected: Decimal | None
    days_over: int
    days: int
    months: tuple[Month, ...]

    @property
    def state(self) -> str:
        """`kept`, `on_the_way`, `short` or `coming`: what the page says in words."""
        if self.done >= self.promise.target:
            return "kept"
        if self.projected is None:
            return "coming"
        return "on_the_way" if self.projected >= self.promise.target else "short"

    @property
    def percent(self) -> int:
        """Done in per cent of the target, 100 at most: the length of a bar."""
        return min(100, int(100 * self.done / self.promise.target))


@dataclass(frozen=True)
class Pledged:
    """A promise, and what was done of it on the last day that counts; None where a report that
    is handed over hides it."""

    figure: str
    label: str
    target: int
    done: Decimal | None
    first: date
    last: date


def pledged(promises, on: date) -> tuple[Pledged, ...]:
    """The promises of a queryset, as a report keeps them."""
    rows = promises.select_related("grant").order_by("period", "grant", "pk")
    return tuple(
        Pledged(
            each.promise.figure,
            each.promise.get_figure_display(),
            each.promise.target,
            each.done,
            each.promise.period.lower,
            last_day(each.promise.period),
        )
        for each in follow(rows, on)
    )


def follow(pledged: Iterable[Promise], on: date) -> list[Followed]:
    """Each promise on the evening of that day; a figure of a period is counted once."""
    counted: dict[tuple, Counter] = {}
    followed = []
    for promise in pledged:
        until = min(promise.period.upper, on + timedelta(days=1))
        key = (promise.figure, promise.period.lower, until)
        if key not in counted:
            past = DateRange(promise.period.lower, until)
            counted[key] = COUNTED[promise.figure](past) if until > past.lower else Counter()
        followed.append(_followed(promise, counted[key], on))
    return followed


def _followed(promise: Promise, by_day: Counter, on: date) -> Followed:
    done = rounded(Decimal(sum(by_day.values())))
    over, days = promises.elapsed(promise.period, on)
    return Followed(
        promise=promise,
        done=done,
        projected=promises.projected(done, promise.period, on),
        days_over=over,
        days=days,
        months=tuple(_months(promise.period, by_day, on)),
    )


def _months(period, by_day: Counter, on: date) -> Iterator[Month]:
    month = period.lower.replace(day=1)
    while month < period.upper and month <= on:
        after = add_months(month, 1)
        done = sum((n for day, n in by_day.items() if day < after), Decimal())
        yield Month(month, rounded(Decimal(done)), after <= on + timedelta(days=1))
        month = after
