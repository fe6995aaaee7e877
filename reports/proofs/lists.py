"""The list behind each figure: the very rows that it counts or adds up.

One plain selection each, counted by the database alone, to be compared with `reports.figures`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import Count, F, IntegerField, QuerySet, Sum, Value
from django.db.models.functions import ExtractYear

from beneficiaries.models import Beneficiary, Enrolment, Referral
from funding.models import Grant, Post
from pimms.kernel.periods import year as calendar_year
from pimms.kernel.templatetags.french import euros, hours, number
from recharges.models import Sale, SaleLine
from recharges.models.ledger import PUBLIC_VALUE
from reports.figures import people
from reports.figures.counting import NOT_STATED, rounded
from workshops.models import Registration, SupportSession, Workshop

from . import kinds
from .kinds import Kind


def _whole(value) -> int:
    return value or 0


def _two(value) -> str:
    return f"{value or 0:.2f}"


def _in_hours(value) -> str:
    """Of a duration, or of minutes."""
    seconds = value // timedelta(seconds=1) if isinstance(value, timedelta) else 60 * (value or 0)
    return f"{rounded(Decimal(seconds) / 3600):.2f}"


@dataclass(frozen=True)
class Unit:
    """How a sum is written in the figures, and how people read it."""

    written: Callable[[object], int | str]
    shown: Callable[[int | str], str]


COUNT = Unit(_whole, number)
EUROS = Unit(_two, lambda value: euros(Decimal(value)))
HOURS = Unit(_in_hours, lambda value: hours(Decimal(value)))


@dataclass(frozen=True)
class Behind:
    """`rows(year)` are all of them, `of(rows, year, code)` those of one code of a breakdown."""

    kind: Kind
    rows: Callable[[int], QuerySet]
    of: Callable[[QuerySet, int, str], QuerySet] | None = None
    counts: object = Count("pk")
    unit: Unit = COUNT

    def list(self, year: int, code: str = "") -> QuerySet:
        rows = self.rows(year)
        return self.of(rows, year, code) if self.of and code else rows

    def value(self, year: int, code: str = "") -> int | str:
        """What the list comes to, written as the figure is."""
        return self.unit.written(self.list(year, code).aggregate(n=self.counts)["n"])

    def shown(self, value: int | str) -> str:
        return self.unit.shown(value)


# --- Selections -----------------------------------------------------------------------------


def _lines(year: int) -> QuerySet:
    sales = Sale.objects.standing().sold_in(calendar_year(year))
    return SaleLine.objects.filter(sale__in=sales)


def _seats(status: str) -> Callable[[int], QuerySet]:
    def rows(year):
        return Registration.objects.filter(
            status=status, workshop__in=Workshop.objects.held_in(calendar_year(year))
        )

    return rows


def _support(year: int) -> QuerySet:
    period = calendar_year(year)
    return SupportSession.objects.filter(held_on__gte=period.lower, held_on__lt=period.upper)


def _served(year: int) -> QuerySet:
    return people.served_people(year)


def _those(rows: Callable[[int], QuerySet], path: str) -> Callable[[int], QuerySet]:
    return lambda year: Beneficiary.objects.filter(pk__in=rows(year).values(path))


def _referrals(year: int) -> QuerySet:
    period = calendar_year(year)
    return Referral.objects.filter(received_on__gte=period.lower, received_on__lt=period.upper)


def _active(year: int) -> QuerySet:
    return Enrolment.objects.running_in(calendar_year(year))


def _started(year: int) -> QuerySet:
    return _active(year).filter(period__startswith__gte=calendar_year(year).lower)


def _workshops(year: int) -> QuerySet:
    return Workshop.objects.held_in(calendar_year(year))


def _grants(year: int) -> QuerySet:
    return Grant.objects.filter(year=year)


def _posts(year: int) -> QuerySet:
    return Post.objects.filter(period__overlap=calendar_year(year))


# --- Codes ----------------------------------------------------------------------------------


def _by(field: str, unknown: str = "") -> Callable[[QuerySet, int, str], QuerySet]:
    """Rows whose field is the code; `unknown` is the code of those that have none."""

    def of(rows, year, code):
        if unknown and code == unknown:
            return rows.filter(**{f"{field}__isnull": True})
        return rows.filter(**{field: code})

    return of


def _by_age(rows, year, code):
    low, high = people.ages(code)
    born = rows.annotate(age=Value(year, IntegerField()) - ExtractYear("born_on"))
    return born.filter(age__gte=low, **({"age__lt": high} if high else {}))


def _by_theme(path: str = "themes") -> Callable[[QuerySet, int, str], QuerySet]:
    return lambda rows, year, code: rows.filter(**{f"{path}__contains": [code]})


def _by_funder(rows, year, code):
    funder, _, purpose = code.partition(", ")
    return rows.filter(funder__name=funder, purpose=purpose)


# --- Figures --------------------------------------------------------------------------------

_PRESENT, _ABSENT = _seats("present"), _seats("absent")
_LENGTH = Sum(F("ends_at") - F("starts_at"))
_SAVING = Sum(PUBLIC_VALUE - F("paid"))
_CATEGORY = _by("product__category")

SERVED = Behind(kinds.PEOPLE, _served)
STARTED = Behind(kinds.ENROLMENTS, _started)
ACTIVE = Behind(kinds.ENROLMENTS, _active)
BY_GENDER = Behind(kinds.PEOPLE, _served, _by("gender"))
BY_AGE = Behind(kinds.PEOPLE, _served, _by_age)
BY_STATUS = Behind(kinds.PEOPLE, _served, _by("social_status"))
BY_DEPARTMENT = Behind(kinds.PEOPLE, _served, _by("commune__department", NOT_STATED))
BY_COMMUNE = Behind(kinds.PEOPLE, _served, _by("commune", NOT_STATED))

REFERRALS = Behind(kinds.REFERRALS, _referrals)
BY_ORGANISATION = Behind(kinds.REFERRALS, _referrals, _by("organisation__name"))
BY_ANSWER = Behind(kinds.REFERRALS, _referrals, _by("status"))

LINES = Behind(kinds.LINES, _lines)
BUYERS = Behind(kinds.PEOPLE, _those(_lines, "sale__enrolment__beneficiary"))
ARTICLES = Behind(kinds.LINES, _lines, _CATEGORY, Sum("quantity"))
SAVED = Behind(kinds.LINES, _lines, _CATEGORY, _SAVING, EUROS)
PAID = Behind(kinds.LINES, _lines, None, Sum("paid"), EUROS)
PUBLIC_VALUES = Behind(kinds.LINES, _lines, None, Sum(PUBLIC_VALUE), EUROS)
SAVINGS = Behind(kinds.LINES, _lines, None, _SAVING, EUROS)

WORKSHOPS = Behind(kinds.WORKSHOPS, _workshops)
WORKSHOP_HOURS = Behind(kinds.WORKSHOPS, _workshops, None, _LENGTH, HOURS)
ATTENDANCES = Behind(kinds.SEATS, _PRESENT)
ABSENCES = Behind(kinds.SEATS, _ABSENT)
CAME = Behind(kinds.PEOPLE, _those(_PRESENT, "beneficiary"))
BY_THEME = Behind(kinds.WORKSHOPS, _workshops, _by_theme())
ATTENDANCES_BY_THEME = Behind(kinds.SEATS, _PRESENT, _by_theme("workshop__themes"))

SUPPORT = Behind(kinds.SUPPORT, _support)
SUPPORT_HOURS = Behind(kinds.SUPPORT, _support, None, Sum("minutes"), HOURS)
SUPPORTED = Behind(kinds.PEOPLE, _those(_support, "beneficiary"))
SUPPORT_BY_THEME = Behind(kinds.SUPPORT, _support, _by_theme())

GRANTED = Behind(kinds.GRANTS, _grants, None, Sum("amount"), EUROS)
GRANTS = Behind(kinds.GRANTS, _grants, _by_funder, Sum("amount"), EUROS)
POSTS = Behind(kinds.POSTS, _posts)
