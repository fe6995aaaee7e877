"""The calendar of a week or a month, as a table of days."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from pimms.kernel.periods import add_months, month
from workshops import days_off
from workshops.models import Absence, Workshop

MONTH, WEEK = "mois", "semaine"


@dataclass(frozen=True)
class Day:
    """One day of the table: what is held, what is off, who is away."""

    day: date
    is_outside: bool  # of another month
    is_today: bool
    is_past: bool
    holiday: str
    away: tuple[str, ...]
    workshops: tuple[Workshop, ...]


@dataclass(frozen=True)
class Agenda:
    """The weeks of a span of days, Monday first, and the days of its neighbours."""

    view: str
    day: date
    first: date
    last: date
    weeks: tuple[tuple[Day, ...], ...]

    @property
    def before(self) -> date:
        return add_months(self.day, -1) if self.view == MONTH else self.day - timedelta(days=7)

    @property
    def after(self) -> date:
        return add_months(self.day, 1) if self.view == MONTH else self.day + timedelta(days=7)


def agenda_of(workshops, *, view: str, day: date, today: date, user: User | None) -> Agenda:
    """The month or the week that holds the day; `user` None shows nobody's absence."""
    first, last = _span(view, day)
    monday = first - timedelta(days=first.weekday())
    sunday = last + timedelta(days=6 - last.weekday())
    days = [monday + timedelta(days=n) for n in range((sunday - monday).days + 1)]
    by_day = defaultdict(list)
    for workshop in workshops.filter(held_on__range=(monday, sunday)).in_order():
        by_day[workshop.held_on].append(workshop)
    absences = _absences(user, monday, sunday)
    made = [
        Day(
            day=each,
            is_outside=not first <= each <= last,
            is_today=each == today,
            is_past=each < today,
            holiday=days_off.public_holiday(each) or days_off.school_holiday(each),
            away=tuple(_away(absences, each)),
            workshops=tuple(by_day[each]),
        )
        for each in days
    ]
    weeks = tuple(tuple(made[n : n + 7]) for n in range(0, len(made), 7))
    return Agenda(view, day, first, last, weeks)


def _span(view: str, day: date) -> tuple[date, date]:
    if view == MONTH:
        period = month(day)
        return period.lower, period.upper - timedelta(days=1)
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _absences(user: User | None, first: date, last: date) -> list[Absence]:
    if user is None:
        return []
    shown = Absence.objects.visible_to(user).ending_from(first)
    return list(shown.filter(period__startswith__lte=last))


def _away(absences: Iterable[Absence], day: date):
    for absence in absences:
        if day in absence.period:
            yield f"{absence.user} absent·e" if absence.user else f"{absence.site}\u202f: fermé"
