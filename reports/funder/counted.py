"""A grant in numbers: what was given, spent and kept for later, and what was done for it.

Statements in, frozen dataclasses out; no request, no template, no clock.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Max, Min, Q, Sum

from funding.models import DedicatedMovement, Grant, Receipt, Share
from funding.statement import Line, Statement
from pimms.kernel.durations import in_hours
from pimms.kernel.money import ZERO
from pimms.kernel.periods import year as calendar_year
from reports import figures, money
from reports.models import GrantEdition
from reports.money import Pledged
from workshops.models import Registration, Workshop

SIGNIFICANT_PERCENT, SIGNIFICANT_EUROS = 10, 100


@dataclass(frozen=True)
class Place:
    """The workshops held there in the year; no attendances where a report that is handed over
    hides them."""

    name: str
    sessions: int
    attendances: int | None
    hours: Decimal


@dataclass(frozen=True)
class Account:
    """Everything that the report on a grant counts; euros.

    `table` is the one of the Cerfa, over the programme or over what the grant pays (`scope`);
    `use` is always the latter. `set_aside` is what is carried over to the next years.
    """

    year: int
    funder: str
    purpose: str
    reference: str
    granted_on: date | None
    conditions: str
    scope: str
    granted: Decimal
    received: Decimal
    spent: Decimal
    set_aside: Decimal
    table: Statement
    use: Statement
    pledges: tuple[Pledged, ...]
    places: tuple[Place, ...]
    first_on: date | None
    last_on: date | None
    activity: figures.Year

    @property
    def unused(self) -> Decimal:
        """Neither spent nor carried over."""
        return self.granted - self.spent - self.set_aside

    @property
    def share(self) -> tuple[Decimal, Decimal]:
        """The grant, and the products that it is a part of."""
        return self.granted, self.table.products.total.real

    @property
    def gaps(self) -> tuple[Line, ...]:
        """The accounts that end far from what was planned: by a tenth and by a hundred euros.

        None of them when nothing was planned: there is nothing to be far from."""
        sides = (self.table.charges, self.table.products)
        if not any(side.total.planned for side in sides):
            return ()
        lines = (line for side in sides for heading in side.headings for line in _leaves(heading))
        return tuple(line for line in lines if _is_significant(line))


def of_grant(grant: Grant, *, scope: str, on: date) -> Account:
    """The account of a grant on the evening of that day.

    Raises ValidationError when the till has no account of sales: see `money.turnover`.
    """
    period = calendar_year(grant.year)
    use = money.charges_and_products(grant.year, grant)
    is_of_grant = scope == GrantEdition.Scope.GRANT
    table = use if is_of_grant else money.charges_and_products(grant.year)
    received = Receipt.objects.filter(grant=grant, received_on__lte=on)
    paid = Share.objects.filter(grant=grant, expense__day__lt=period.upper)
    first_on, last_on, places = _places(period)
    return Account(
        year=grant.year,
        funder=grant.funder.name,
        purpose=grant.purpose,
        reference=grant.reference,
        granted_on=grant.granted_on,
        conditions=grant.conditions,
        scope=str(scope),
        granted=grant.amount,
        received=received.aggregate(sum=Sum("amount"))["sum"] or ZERO,
        spent=paid.aggregate(sum=Sum("amount"))["sum"] or ZERO,
        set_aside=_set_aside(grant),
        table=table,
        use=use,
        pledges=money.pledged(grant.promises, on),
        places=places,
        first_on=first_on,
        last_on=last_on,
        activity=figures.of_year(grant.year),
    )


def _set_aside(grant: Grant) -> Decimal:
    sums = DedicatedMovement.objects.filter(grant=grant, year=grant.year).aggregate(
        added=Sum("amount", filter=Q(kind="added")), used=Sum("amount", filter=Q(kind="used"))
    )
    return (sums["added"] or ZERO) - (sums["used"] or ZERO)


def _places(period) -> tuple[date | None, date | None, tuple[Place, ...]]:
    """The first and the last workshop of the year, and where they were held, busiest first."""
    held = Workshop.objects.held_in(period)
    days = held.aggregate(first=Min("held_on"), last=Max("held_on"))
    present = Registration.objects.filter(
        status=Registration.Status.PRESENT, workshop__in=held
    ).order_by()
    came = dict(
        present.values_list("workshop__place").annotate(n=Count("pk")).order_by("workshop__place")
    )
    rows = (
        held.order_by()
        .values_list("place")
        .annotate(sessions=Count("pk"), length=Sum(F("ends_at") - F("starts_at")))
    )
    places = [
        Place(
            place,
            sessions,
            came.get(place, 0),
            in_hours(length),
        )
        for place, sessions, length in rows.order_by("-sessions", "place")
    ]
    return days["first"], days["last"], tuple(places)


def _leaves(heading: Line) -> tuple[Line, ...]:
    return heading.below or (heading,)


def _is_significant(line: Line) -> bool:
    gap = abs(line.gap)
    return gap >= SIGNIFICANT_EUROS and gap * 100 >= line.planned * SIGNIFICANT_PERCENT
