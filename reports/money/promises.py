"""What was promised beside what is done, month by month, and where it leads.

Each figure is what the rows behind its indicator come to, between any two days.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange

from funding import promises
from funding.models import Promise
from pimms.kernel.money import rounded
from pimms.kernel.periods import add_months, last_day
from reports.figures import Scope, named


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
            is_begun = until > past.lower
            counted[key] = named(promise.figure).by_day(Scope(past)) if is_begun else Counter()
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
