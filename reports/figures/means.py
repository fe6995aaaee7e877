"""What the programme was run with in a year: grants, posts, conventions."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, DecimalField, FilteredRelation, Q, Value
from django.db.models.functions import Cast

from funding.models import Grant, Post
from partners.models import Convention
from pimms.kernel.money import ZERO
from pimms.kernel.periods import last_day
from pimms.kernel.periods import year as calendar_year


@dataclass(frozen=True)
class Granted:
    funder: str
    purpose: str
    amount: Decimal


@dataclass(frozen=True)
class Posts:
    """Posts of one title and one kind of contract."""

    title: str
    contract: str
    count: int


@dataclass(frozen=True)
class Agreed:
    """A convention that held in the year, with the amendment that carried it, if one did."""

    organisation: str
    subject: str
    signed_on: date
    amendment: int | None
    amended_on: date | None
    last_day: date
    amount: Decimal | None


@dataclass(frozen=True)
class Means:
    grants: tuple[Granted, ...]
    posts: tuple[Posts, ...]
    conventions: tuple[Agreed, ...]

    @property
    def granted(self) -> Decimal:
        return sum((grant.amount for grant in self.grants), ZERO)

    @property
    def are_recorded(self) -> bool:
        return bool(self.grants or self.posts or self.conventions)


def of(year: int) -> Means:
    """The means of a year, in two statements."""
    granted, filled = _grants_and_posts(year)
    return Means(granted, filled, conventions(year))


def _grants_and_posts(year: int) -> tuple[tuple[Granted, ...], tuple[Posts, ...]]:
    """Units: euros granted for the year, largest first; posts filled on at least one of its days,
    the most numerous first."""
    given = Grant.objects.filter(year=year).values_list(
        Value("grant"), "funder__name", "purpose", "amount"
    )
    filled = (
        Post.objects.filter(period__overlap=calendar_year(year))
        .values("title", "contract")
        .annotate(n=Cast(Count("pk"), DecimalField(max_digits=12, decimal_places=2)))
        .values_list(Value("post"), "title", "contract", "n")
    )
    rows = sorted(given.union(filled, all=True), key=lambda row: (-row[3], row[1], row[2]))
    return (
        tuple(Granted(*row) for kind, *row in rows if kind == "grant"),
        tuple(
            Posts(title, Post.Contract(code).label, int(n))
            for kind, title, code, n in rows
            if kind == "post"
        ),
    )


def conventions(year: int) -> tuple[Agreed, ...]:
    """The conventions that held on at least one day of the year, by themselves or amended."""
    period = calendar_year(year)
    rows = (
        Convention.objects.annotate(
            amended=FilteredRelation("amendments", condition=Q(amendments__period__overlap=period))
        )
        .filter(Q(period__overlap=period) | Q(amended__isnull=False))
        .order_by("organisation__name", "signed_on", "amended__number")
        .values_list(
            "organisation__name",
            "subject",
            "signed_on",
            "amended__number",
            "amended__signed_on",
            "period",
            "amended__period",
            "amended__amount",
        )
    )
    return tuple(
        Agreed(name, subject, signed, number, amended_on, last_day(amended or own), amount)
        for name, subject, signed, number, amended_on, own, amended, amount in rows
    )
