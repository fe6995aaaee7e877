"""What the programme was run with in a year: grants, posts, conventions."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import (
    Count,
    DecimalField,
    FilteredRelation,
    Q,
    QuerySet,
    Sum,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, JSONObject

from funding.models import Grant, Post
from partners.models import Convention
from pimms.kernel.money import ZERO
from pimms.kernel.periods import year as calendar_year
from reports.notes import note

from . import layouts
from .counting import Cell
from .indicator import EUROS, Common, Indicator, Part, Reach
from .scope import Scope


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


def means_of(year: int) -> Means:
    """The means of a year, in one statement. Units: euros granted for the year, largest first;
    posts filled on at least one of its days, the most numerous first; the conventions that held on
    at least one of them, by themselves or amended."""
    period = calendar_year(year)
    given = Grant.objects.filter(year=year).values_list(
        Value("grant"), "funder__name", "purpose", "amount"
    )
    filled = (
        Post.objects.filter(period__overlap=period)
        .values("title", "contract")
        .annotate(n=Cast(Count("pk"), DecimalField(max_digits=12, decimal_places=2)))
        .values_list(Value("post"), "title", "contract", "n")
    )
    rows = given.union(filled, _conventions(period), all=True)
    told: dict[str, list[list]] = {"grant": [], "post": [], "convention": []}
    for kind, *row in sorted(rows, key=lambda row: (-(row[3] or 0), row[1], row[2])):
        told[kind].append(row)
    agreed = [_agreed(*row) for row in told["convention"]]
    return Means(
        tuple(Granted(*row) for row in told["grant"]),
        tuple(Posts(title, Post.Contract(code).label, int(n)) for title, code, n in told["post"]),
        tuple(sorted(agreed, key=lambda it: (it.organisation, it.signed_on, it.amendment or 0))),
    )


def _conventions(period: DateRange) -> QuerySet:
    """With the amendments that carried them; what is told of each is one text."""
    amended = FilteredRelation("amendments", condition=Q(amendments__period__overlap=period))
    words = JSONObject(
        subject="subject",
        signed_on="signed_on",
        amendment="amended__number",
        amended_on="amended__signed_on",
        ended_on=Coalesce("amended__period__endswith", "period__endswith"),
    )
    return (
        Convention.objects.annotate(amended=amended)
        .filter(Q(period__overlap=period) | Q(amended__isnull=False))
        .order_by()
        .values_list(
            Value("convention"),
            "organisation__name",
            Cast(words, TextField()),
            "amended__amount",
        )
    )


def _agreed(organisation: str, words: str, amount: Decimal | None) -> Agreed:
    told = json.loads(words)
    signed, amended, ended = (
        told[name] and date.fromisoformat(told[name])
        for name in ("signed_on", "amended_on", "ended_on")
    )
    last = ended and ended - timedelta(days=1)
    return Agreed(organisation, told["subject"], signed, told["amendment"], amended, last, amount)


def _granted(scope: Scope) -> QuerySet:
    return Grant.objects.filter(year=scope.year)


def _of_funder(rows: QuerySet, scope: Scope, code: str) -> QuerySet:
    funder, _, purpose = code.partition(", ")
    return rows.filter(funder__name=funder, purpose=purpose)


PART = Part(6, "means", "Moyens", "moyens", None)
_YEARLY: Common = {"note": note("means"), "reach": Reach.YEAR, "is_open": True}
_GRANTS: Common = {
    "layout": layouts.GRANTS,
    "rows": _granted,
    "sums": Sum("amount"),
    "unit": EUROS,
}

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        code="means.granted",
        title="Montants accordés",
        counted=lambda year: year.means.granted,
        changes=True,
        **_GRANTS,
        **_YEARLY,
    ),
    Indicator(
        code="means.grants",
        title="Subventions",
        by=_of_funder,
        head="Financeur",
        counted=lambda year: tuple(
            Cell(code := f"{grant.funder}, {grant.purpose}", code, grant.amount)
            for grant in year.means.grants
        ),
        listed=lambda year: [
            {"funder": grant.funder, "purpose": grant.purpose, "amount": f"{grant.amount:.2f}"}
            for grant in year.means.grants
        ],
        **_GRANTS,
        **_YEARLY,
    ),
    Indicator(
        code="means.posts",
        title="Postes",
        layout=layouts.POSTS,
        rows=lambda scope: Post.objects.filter(period__overlap=calendar_year(scope.year)),
        counted=lambda year: sum(posts.count for posts in year.means.posts),
        **_YEARLY,
    ),
)
