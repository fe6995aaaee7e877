"""The workshops held in a year and the support given to one person at a time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Extract

from pimms.kernel.durations import in_hours
from pimms.kernel.templatetags.french import hours, number
from reports.models import Share
from reports.notes import note
from reports.words import agree
from workshops.models import AidRequest, Registration
from workshops.orientations import Orientation
from workshops.themes import Theme

from . import counting, layouts
from .counting import NOT_STATED, Line, as_cells, largest_first
from .indicator import EUROS, HOURS, Common, Indicator, Part, Reach, Select, by_field, by_month
from .people import ATTENDED, SUPPORTED, people_behind
from .scope import Scope
from .tally import Tally


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


def _of_theme(path: str = "themes") -> Select:
    return lambda rows, scope, code: rows.filter(**{f"{path}__contains": [code]})


def _absences(scope: Scope) -> QuerySet:
    return scope.seats(Registration.Status.ABSENT)


def _walked_in(scope: Scope) -> QuerySet:
    """Unit: workshops to which somebody came without a seat."""
    return scope.workshops().filter(walk_ins__gt=0)


def _with_somebody(scope: Scope) -> QuerySet:
    """Unit: presences of people who brought somebody."""
    return scope.presences().filter(seats__gt=1)


def _oriented(scope: Scope) -> QuerySet:
    return scope.support().exclude(oriented_to="")


def _aids(scope: Scope) -> QuerySet:
    """Unit: requests for aid that were granted, by the day of the answer."""
    days = {"decided_on__gte": scope.period.lower, "decided_on__lt": scope.period.upper}
    granted = AidRequest.objects.filter(status=AidRequest.Status.GRANTED, **days)
    return scope.of_people(granted)


WORKSHOPS = Part(4, "workshops", "Ateliers", "ateliers", Share.Part.WORKSHOPS)
_HELD: Common = {
    "note": note("workshops"),
    "layout": layouts.WORKSHOPS,
    "rows": Scope.workshops,
    "reach": Reach.FUNDER,
    "is_open": True,  # a workshop is nobody
    "day": "held_on",
}
_LENGTH = Sum(F("ends_at") - F("starts_at"))
_SEATS: Common = {
    "note": note("workshops"),
    "layout": layouts.SEATS,
    "reach": Reach.FUNDER,
    "day": "workshop__held_on",
}
_THEMES: Common = {"note": note("themes"), "head": "Thème", "overlaps": True}

OF_WORKSHOPS: tuple[Indicator, ...] = (
    Indicator(
        code="workshops.sessions",
        title="Ateliers",
        counted=lambda year: year.workshops.sessions,
        key=lambda year: (
            f"{agree(year.workshops.sessions, 'atelier', 'ateliers')},"
            f" {number(year.workshops.attendances)}"
            f" {agree(year.workshops.attendances, 'présence', 'présences')}"
        ),
        key_tells=("workshops.attendances",),
        changes=True,
        promised="ateliers",
        word="ateliers",
        **_HELD,
    ),
    Indicator(
        code="workshops.hours",
        title="Heures d’atelier",
        sums=_LENGTH,
        unit=HOURS,
        counted=lambda year: year.workshops.hours,
        promised="heures d’atelier",
        **_HELD,
    ),
    Indicator(
        code="workshops.attendances",
        title="Présences",
        rows=Scope.presences,
        counted=lambda year: year.workshops.attendances,
        changes=True,
        promised="présences en atelier",
        word="presences",
        **_SEATS,
    ),
    Indicator(
        code="workshops.absences",
        title="Absences",
        rows=_absences,
        counted=lambda year: year.workshops.absences,
        **_SEATS,
    ),
    Indicator(
        code="workshops.people",
        title="Personnes venues en atelier",
        note=note("served"),
        layout=layouts.PEOPLE,
        rows=lambda scope: people_behind(scope.presences(), "beneficiary"),
        counted=lambda year: year.people.attended,
        reach=Reach.FUNDER,
        promised="personnes venues en atelier",
        ways=(ATTENDED,),
    ),
    Indicator(
        code="workshops.by_theme",
        measure="sessions",
        title="Ateliers par thème",
        by=_of_theme(),
        counted=lambda year: as_cells(year.workshops.by_theme, "sessions"),
        within="workshops.by_theme:attendances",
        **(_HELD | _THEMES),
    ),
    Indicator(
        code="workshops.by_theme",
        measure="attendances",
        title="Présences par thème",
        by=_of_theme("workshop__themes"),
        rows=Scope.presences,
        counted=lambda year: as_cells(year.workshops.by_theme, "attendances"),
        whole="workshops.attendances",
        tells=("workshops.people",),
        **(_SEATS | _THEMES),
    ),
    Indicator(
        code="workshops.walk_ins",
        title="Venus sans s’inscrire",
        sums=Sum("walk_ins"),
        tally=Tally(Scope.workshops, n=Sum("walk_ins")),
        **(_HELD | {"note": note("others"), "rows": _walked_in, "is_open": False}),
    ),
    Indicator(
        code="workshops.companions",
        title="Venus avec quelqu’un",
        rows=_with_somebody,
        sums=Sum(F("seats") - 1),
        tally=Tally(Scope.presences, n=Sum(F("seats") - 1)),
        **(_SEATS | {"note": note("others")}),
    ),
)
OF_WORKSHOPS += (by_month(OF_WORKSHOPS[2]),)
OF_WORKSHOPS += (
    Indicator(
        code="workshops.hours_by_funder",
        title="Heures d’atelier par financeur",
        by=by_field("funder__name", NOT_STATED),
        sums=_LENGTH,
        unit=HOURS,
        head="Financeur",
        whole="workshops.hours",
        tally=Tally(
            Scope.workshops,
            n=Extract(_LENGTH, "epoch") / 60,
            by="funder__name",
            unknown="Sans financeur",
        ),
        **(_HELD | {"note": note("funded")}),
    ),
)

SUPPORT = Part(5, "support", "Accompagnements", "accompagnements", Share.Part.SUPPORT)
_GIVEN: Common = {
    "note": note("support"),
    "layout": layouts.SUPPORT,
    "rows": Scope.support,
    "day": "held_on",
}
_SENT_ON: Common = _GIVEN | {"note": note("orientations"), "rows": _oriented}
_OBTAINED: Common = {
    "note": note("aids"),
    "layout": layouts.AIDS,
    "rows": _aids,
    "day": "decided_on",
}

OF_SUPPORT: tuple[Indicator, ...] = (
    Indicator(
        code="support.sessions",
        title="Accompagnements",
        counted=lambda year: year.support.sessions,
        key=lambda year: (
            f"{agree(year.support.sessions, 'accompagnement', 'accompagnements')},"
            f" {hours(year.support.hours)}"
        ),
        changes=True,
        promised="accompagnements",
        word="accompagnements",
        **_GIVEN,
    ),
    Indicator(
        code="support.hours",
        title="Heures d’accompagnement",
        sums=Sum("minutes"),
        unit=HOURS,
        counted=lambda year: year.support.hours,
        is_open=True,
        tells=("support.sessions",),
        promised="heures d’accompagnement",
        word="heures",
        **_GIVEN,
    ),
    Indicator(
        code="support.people",
        title="Personnes accompagnées",
        note=note("served"),
        layout=layouts.PEOPLE,
        rows=lambda scope: people_behind(scope.support(), "beneficiary"),
        counted=lambda year: year.people.supported,
        promised="personnes accompagnées",
        ways=(SUPPORTED,),
    ),
    Indicator(
        code="support.by_theme",
        title="Accompagnements par thème",
        by=_of_theme(),
        counted=lambda year: as_cells(year.support.by_theme),
        whole="support.sessions",
        tells=("support.people",),
        **(_GIVEN | _THEMES),
    ),
    Indicator(
        code="support.orientations",
        title="Orientations faites",
        tally=Tally(_oriented),
        promised="orientations faites",
        **_SENT_ON,
    ),
    Indicator(
        code="support.by_orientation",
        title="Orientations par nature",
        by=by_field("oriented_to"),
        head="Vers",
        noun="Orientations",
        whole="support.orientations",
        tally=Tally(_oriented, by="oriented_to", choices=Orientation),
        **_SENT_ON,
    ),
    Indicator(
        code="support.aids",
        title="Aides obtenues",
        tally=Tally(_aids),
        promised="aides obtenues",
        **_OBTAINED,
    ),
    Indicator(
        code="support.aid_amount",
        title="Montant des aides obtenues",
        sums=Sum("amount_granted"),
        unit=EUROS,
        tally=Tally(_aids, n=Sum("amount_granted")),
        tells=("support.aids",),
        **_OBTAINED,
    ),
)
OF_SUPPORT += (by_month(OF_SUPPORT[0]),)
