"""The list behind each figure: the very rows that it counts or adds up.

One plain selection each, counted by the database alone, to be compared with `reports.figures`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import (
    Count,
    DecimalField,
    ExpressionWrapper,
    F,
    IntegerField,
    Max,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Cast, ExtractYear

from beneficiaries.models import Beneficiary
from funding.models import Grant, Post
from pimms.kernel.durations import in_hours
from pimms.kernel.periods import year as calendar_year
from pimms.kernel.templatetags.french import euros, hours, number
from recharges.models import SaleLine
from recharges.models.ledger import PUBLIC_VALUE
from reports.figures import Scope, people
from reports.figures.counting import NOT_STATED, rounded

from . import kinds
from .kinds import Kind


def _whole(value) -> int:
    return value or 0


def _two(value) -> str:
    return f"{value or 0:.2f}"


@dataclass(frozen=True)
class Unit:
    """How a sum is written in the figures, and how people read it."""

    written: Callable[[object], int | str]
    shown: Callable[[int | str], str]


COUNT = Unit(_whole, number)
EUROS = Unit(_two, lambda value: euros(Decimal(value)))
RATE = Unit(lambda value: f"{rounded(value or 0):.2f}", lambda value: number(Decimal(value), 2))
HOURS = Unit(lambda value: str(in_hours(value)), lambda value: hours(Decimal(value)))


@dataclass(frozen=True)
class Behind:
    """`rows(scope)` are all of them, `of(rows, scope, code)` those of one code of a breakdown."""

    kind: Kind
    rows: Callable[[Scope], QuerySet]
    of: Callable[[QuerySet, Scope, str], QuerySet] | None = None
    counts: object = Count("pk")
    unit: Unit = COUNT

    def list(self, scope: Scope, code: str = "") -> QuerySet:
        rows = self.rows(scope)
        return self.of(rows, scope, code) if self.of and code else rows

    def value(self, scope: Scope, code: str = "") -> int | str:
        """What the list comes to, written as the figure is."""
        return self.unit.written(self.list(scope, code).aggregate(n=self.counts)["n"])

    def shown(self, value: int | str) -> str:
        return self.unit.shown(value)


# --- Selections -----------------------------------------------------------------------------


def _lines(scope: Scope) -> QuerySet:
    return SaleLine.objects.filter(sale__in=scope.sales())


def _seats(status: str) -> Callable[[Scope], QuerySet]:
    return lambda scope: scope.seats(status)


def _those(rows: Callable[[Scope], QuerySet], path: str) -> Callable[[Scope], QuerySet]:
    return lambda scope: Beneficiary.objects.filter(pk__in=rows(scope).values(path))


def _started(scope: Scope) -> QuerySet:
    return scope.enrolments().filter(period__startswith__gte=scope.period.lower)


def _grants(scope: Scope) -> QuerySet:
    return Grant.objects.filter(year=scope.year)


def _posts(scope: Scope) -> QuerySet:
    return Post.objects.filter(period__overlap=calendar_year(scope.year))


# --- Codes ----------------------------------------------------------------------------------


def _by(field: str, unknown: str = "") -> Callable[[QuerySet, Scope, str], QuerySet]:
    """Rows whose field is the code; `unknown` is the code of those that have none."""

    def of(rows, scope, code):
        if unknown and code == unknown:
            return rows.filter(**{f"{field}__isnull": True})
        return rows.filter(**{field: code})

    return of


def _by_age(rows, scope, code):
    low, high = people.ages(code)
    born = rows.annotate(age=Value(scope.year, IntegerField()) - ExtractYear("born_on"))
    return born.filter(age__gte=low, **({"age__lt": high} if high else {}))


def _by_theme(path: str = "themes") -> Callable[[QuerySet, Scope, str], QuerySet]:
    return lambda rows, scope, code: rows.filter(**{f"{path}__contains": [code]})


def _by_district(rows, scope, code):
    if code in people.OUT_OF_DISTRICTS:
        nowhere = rows.filter(district=None)
        is_known = code == people.OUTSIDE
        return nowhere.exclude(address="") if is_known else nowhere.filter(address="")
    return rows.filter(district__code=code)


def _by_funder(rows, scope, code):
    funder, _, purpose = code.partition(", ")
    return rows.filter(funder__name=funder, purpose=purpose)


# --- Figures --------------------------------------------------------------------------------

_PRESENT, _ABSENT = _seats("present"), _seats("absent")
_SERVED, _SUPPORT, _WORKSHOPS = people.served_people, Scope.support, Scope.workshops
_LENGTH = Sum(F("ends_at") - F("starts_at"))
_SAVING = Sum(PUBLIC_VALUE - F("paid"))
_CATEGORY = _by("product__category")

SERVED = Behind(kinds.PEOPLE, _SERVED)
STARTED = Behind(kinds.ENROLMENTS, _started)
ACTIVE = Behind(kinds.ENROLMENTS, Scope.enrolments)
BY_GENDER = Behind(kinds.PEOPLE, _SERVED, _by("gender"))
BY_AGE = Behind(kinds.PEOPLE, _SERVED, _by_age)
BY_STATUS = Behind(kinds.PEOPLE, _SERVED, _by("social_status"))
BY_DEPARTMENT = Behind(kinds.PEOPLE, _SERVED, _by("commune__department", NOT_STATED))
BY_COMMUNE = Behind(kinds.PEOPLE, _SERVED, _by("commune", NOT_STATED))
BY_DISTRICT = Behind(kinds.PEOPLE, _SERVED, _by_district)
# Of every thousand who live there; of all communes together it says nothing.
_HEADS = Cast(Count("pk"), DecimalField(max_digits=12, decimal_places=6))
_RATE = ExpressionWrapper(1000 * _HEADS / Max("commune__population"), _HEADS.output_field)
COVERAGE = Behind(kinds.PEOPLE, _SERVED, _by("commune"), _RATE, RATE)

REFERRALS = Behind(kinds.REFERRALS, Scope.referrals)
BY_ORGANISATION = Behind(kinds.REFERRALS, Scope.referrals, _by("organisation__name"))
BY_ANSWER = Behind(kinds.REFERRALS, Scope.referrals, _by("status"))

LINES = Behind(kinds.LINES, _lines)
BUYERS = Behind(kinds.PEOPLE, _those(_lines, "sale__enrolment__beneficiary"))
ARTICLES = Behind(kinds.LINES, _lines, _CATEGORY, Sum("quantity"))
SAVED = Behind(kinds.LINES, _lines, _CATEGORY, _SAVING, EUROS)
PAID = Behind(kinds.LINES, _lines, None, Sum("paid"), EUROS)
PUBLIC_VALUES = Behind(kinds.LINES, _lines, None, Sum(PUBLIC_VALUE), EUROS)
SAVINGS = Behind(kinds.LINES, _lines, None, _SAVING, EUROS)

WORKSHOPS = Behind(kinds.WORKSHOPS, _WORKSHOPS)
WORKSHOP_HOURS = Behind(kinds.WORKSHOPS, _WORKSHOPS, None, _LENGTH, HOURS)
ATTENDANCES = Behind(kinds.SEATS, _PRESENT)
ABSENCES = Behind(kinds.SEATS, _ABSENT)
CAME = Behind(kinds.PEOPLE, _those(_PRESENT, "beneficiary"))
BY_THEME = Behind(kinds.WORKSHOPS, _WORKSHOPS, _by_theme())
ATTENDANCES_BY_THEME = Behind(kinds.SEATS, _PRESENT, _by_theme("workshop__themes"))

SUPPORT = Behind(kinds.SUPPORT, _SUPPORT)
SUPPORT_HOURS = Behind(kinds.SUPPORT, _SUPPORT, None, Sum("minutes"), HOURS)
SUPPORTED = Behind(kinds.PEOPLE, _those(_SUPPORT, "beneficiary"))
SUPPORT_BY_THEME = Behind(kinds.SUPPORT, _SUPPORT, _by_theme())

GRANTED = Behind(kinds.GRANTS, _grants, None, Sum("amount"), EUROS)
GRANTS = Behind(kinds.GRANTS, _grants, _by_funder, Sum("amount"), EUROS)
POSTS = Behind(kinds.POSTS, _posts)
