"""Who came in a span of days, who did not, and how many hours each: the same rules as the
yearly report (reports/figures/sessions.py; a test compares)."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count, F, Q, Sum
from django.utils.dates import MONTHS, WEEKDAYS

from pimms.kernel.durations import hours_of
from workshops.models import Registration, Workshop

Status = Registration.Status


@dataclass(frozen=True)
class Row:
    """One line of the table: `label`, and the seats by what became of them."""

    label: str
    present: int
    late: int
    absent: int
    excused: int
    cancelled: int

    @property
    def expected(self) -> int:
        """Those who came or should have: the base of the rate."""
        return self.present + self.absent


@dataclass(frozen=True)
class Attendance:
    """Units: sessions, hours, people without a seat who came; then lines."""

    sessions: int
    hours: Decimal
    walk_ins: int
    whole: Row
    by_title: tuple[Row, ...]
    by_weekday: tuple[Row, ...]
    by_month: tuple[Row, ...]
    by_hour: tuple[Row, ...]
    by_site: tuple[Row, ...]


@dataclass(frozen=True)
class Paid:
    """What one funder pays for. Units: sessions, hours held, presences, hours × presences."""

    label: str
    sessions: int
    hours: Decimal
    present: int
    person_hours: Decimal


# Counted once by all of these together: one statement, summed along each.
_BY = {
    "title": "workshop__title",
    "weekday": "workshop__held_on__iso_week_day",
    "month": "workshop__held_on__month",
    "hour": "workshop__starts_at__hour",
    "site": "workshop__site__name",
}
_COUNTS = {
    "present": Count("pk", filter=Q(status=Status.PRESENT)),
    "late": Count("pk", filter=Q(status=Status.PRESENT, is_late=True)),
    "absent": Count("pk", filter=Q(status=Status.ABSENT)),
    "excused": Count("pk", filter=Q(status=Status.EXCUSED)),
    "cancelled": Count("pk", filter=Q(status__in=[Status.CANCELLED, Status.REVOKED])),
}


def attendance_of(period: DateRange) -> Attendance:
    """Cancelled sessions are left out. A rate is absences / (presences + absences)."""
    held = Workshop.objects.held_in(period)
    whole = held.aggregate(
        sessions=Count("pk"), length=Sum(F("ends_at") - F("starts_at")), walk_ins=Sum("walk_ins")
    )
    length = whole["length"] or timedelta()
    came = list(
        Registration.objects.filter(workshop__in=held)
        .values(*_BY.values())
        .annotate(**_COUNTS)
        .order_by(*_BY.values())
    )
    return Attendance(
        sessions=whole["sessions"],
        hours=hours_of(length),
        walk_ins=whole["walk_ins"] or 0,
        whole=_told("Ensemble", came),
        by_title=_rows(came, "title"),
        by_weekday=_rows(came, "weekday", lambda key: str(WEEKDAYS[key - 1]).lower()),
        by_month=_rows(came, "month", lambda key: str(MONTHS[key])),
        by_hour=_rows(came, "hour", lambda key: f"{key} h"),
        by_site=_rows(came, "site"),
    )


def by_funder(period: DateRange) -> list[Paid]:
    """What each funder of a workshop pays for, and what nobody in particular does, last."""
    held = Workshop.objects.held_in(period)
    sessions = {
        row["funder__name"]: row
        for row in held.values("funder__name").annotate(
            n=Count("pk"), length=Sum(F("ends_at") - F("starts_at"))
        )
    }
    came = {
        row["workshop__funder__name"]: row
        for row in _came(held)
        .values("workshop__funder__name")
        .annotate(n=Count("pk"), length=_LENGTH)
    }
    nothing = {"n": 0, "length": timedelta()}
    return [
        Paid(
            name or "Personne en particulier",
            sessions[name]["n"],
            hours_of(sessions[name]["length"]),
            came.get(name, nothing)["n"],
            hours_of(came.get(name, nothing)["length"]),
        )
        for name in sorted(sessions, key=lambda name: (name is None, name))
    ]


def hours_by_person_and_funder(period: DateRange):
    """(person's names and birth, funder, sessions, length) of those who came, by name."""
    held = Workshop.objects.held_in(period)
    names = ("beneficiary__last_name", "beneficiary__first_name", "beneficiary__born_on")
    return (
        _came(held)
        .exclude(beneficiary=None)
        .values(*names, "beneficiary", "beneficiary__born_day_unknown", "workshop__funder__name")
        .annotate(n=Count("pk"), length=_LENGTH)
        .order_by(*names, "beneficiary", "workshop__funder__name")
    )


_LENGTH = Sum(F("workshop__ends_at") - F("workshop__starts_at"))


def _came(held):
    return Registration.objects.filter(workshop__in=held, status=Status.PRESENT)


def _rows(came: list[dict], by: str, label=str) -> tuple[Row, ...]:
    """The counted groups once more together by one of the things they were counted by."""
    groups = {}
    for row in came:
        groups.setdefault(row[_BY[by]], []).append(row)
    return tuple(_told(label(key), groups[key]) for key in sorted(groups))


def _told(label: str, rows: list[dict]) -> Row:
    return Row(label, **{name: sum(row[name] for row in rows) for name in _COUNTS})


def hours_by_person(period: DateRange):
    """(beneficiary pk, sessions, length) of those who came, the longest first."""
    seats = Registration.objects.filter(
        workshop__in=Workshop.objects.held_in(period), status=Status.PRESENT
    ).exclude(beneficiary=None)
    return (
        seats.values("beneficiary")
        .annotate(
            sessions=Count("pk"), length=Sum(F("workshop__ends_at") - F("workshop__starts_at"))
        )
        .order_by("-length", "beneficiary")
    )
