"""The workshops held in a year and the support given to one person at a time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from pimms.kernel.durations import in_hours
from workshops.models import Registration
from workshops.themes import Theme

from . import counting
from .counting import Line, largest_first
from .scope import Scope


@dataclass(frozen=True)
class Themed:
    """The workshops held on a theme, and who came to them."""

    code: str
    label: str
    sessions: int
    attendances: int


@dataclass(frozen=True)
class Workshops:
    sessions: int
    hours: Decimal
    attendances: int
    absences: int
    by_theme: tuple[Themed, ...]


@dataclass(frozen=True)
class Support:
    sessions: int
    hours: Decimal
    by_theme: tuple[Line, ...]


def workshops(scopes: Sequence[Scope]) -> list[Workshops]:
    """Units: workshops, hours, attendances. Cancelled ones are left out.

    Hours are each workshop's own length; a workshop counts under each of its themes.
    """
    return [_held(rows) for rows in counting.of_each(scopes, _workshops)]


def _workshops(scope: Scope) -> QuerySet:
    return (
        scope.workshops()
        .annotate(
            came=_registered(Registration.Status.PRESENT),
            missed=_registered(Registration.Status.ABSENT),
        )
        .values_list("themes")
        .annotate(
            sessions=Count("pk"),
            length=Sum(F("ends_at") - F("starts_at")),
            attendances=Sum("came"),
            absences=Sum("missed"),
        )
        .order_by()
    )


def _held(rows: list[tuple]) -> Workshops:
    sessions, attendances, absences, length = 0, 0, 0, timedelta()
    held: Counter[str] = Counter()
    came: Counter[str] = Counter()
    for themes, n, lasted, present, absent in rows:
        sessions, attendances, absences = sessions + n, attendances + present, absences + absent
        length += lasted
        for theme in set(themes):
            held[theme] += n
            came[theme] += present
    by_theme = (Themed(code, Theme(code).label, held[code], came[code]) for code in held)
    return Workshops(
        sessions,
        in_hours(length),
        attendances,
        absences,
        tuple(sorted(by_theme, key=lambda theme: (-theme.attendances, theme.label))),
    )


def support(scopes: Sequence[Scope]) -> list[Support]:
    """Units: support sessions, hours (the sum of their minutes).

    A session counts under each of its themes.
    """
    return [_given(rows) for rows in counting.of_each(scopes, _support)]


def _support(scope: Scope) -> QuerySet:
    return (
        scope.support()
        .values_list("themes")
        .annotate(sessions=Count("pk"), length=Sum("minutes"))
        .order_by()
    )


def _given(rows: list[tuple]) -> Support:
    sessions, minutes = 0, 0
    given: Counter[str] = Counter()
    for themes, n, length in rows:
        sessions, minutes = sessions + n, minutes + length
        given.update(dict.fromkeys(themes, n))
    return Support(
        sessions,
        in_hours(minutes),
        largest_first(Line(code, Theme(code).label, n) for code, n in given.items()),
    )


def _registered(status: str) -> Coalesce:
    """Beside a workshop: how many of its seats have this status."""
    seats = (
        Registration.objects.filter(Q(status=status), workshop=OuterRef("pk"))
        .order_by()
        .values("workshop")
        .annotate(n=Count("pk"))
    )
    return Coalesce(Subquery(seats.values("n")), 0)
