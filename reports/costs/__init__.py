"""What a result costs: hours, purchases and overheads by service. Units: hours, euros.

Purchases of what is sold are those of the tariff. Everything else is shared between workshops and
one-to-one support by the hours given to each; the page says so.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils.dates import MONTHS

from funding import chart
from funding.models import Expense, Post, Share
from pimms.kernel.durations import in_hours
from pimms.kernel.money import ZERO, rounded
from pimms.kernel.periods import add_months
from pimms.kernel.periods import year as calendar_year
from reports.figures import Scope, people, sessions
from reports.figures.people import People
from reports.figures.sessions import Support, Workshops
from reports.words import listed
from workshops.models import Registration

GOODS = "607"
_STAFF = "64"


@dataclass(frozen=True)
class Done:
    """What was done for these charges, as the reports count it."""

    people: People
    workshops: Workshops
    support: Support


@dataclass(frozen=True)
class Costs:
    """The charges of some days, and what they were for."""

    year: int
    goods: Decimal
    staff: Decimal
    other: Decimal
    done: Done

    @property
    def common(self) -> Decimal:
        """What workshops and support share."""
        return self.staff + self.other

    @property
    def total(self) -> Decimal:
        return self.goods + self.common

    @property
    def hours(self) -> Decimal:
        return self.done.workshops.hours + self.done.support.hours

    @property
    def of_workshops(self) -> Decimal:
        return self._share(self.done.workshops.hours)

    @property
    def of_support(self) -> Decimal:
        """The rest, so that nothing is lost in rounding."""
        return self.common - self.of_workshops if self.hours else ZERO

    def _share(self, hours: Decimal) -> Decimal:
        return rounded(self.common * hours / self.hours) if self.hours else ZERO

    @property
    def per_person(self) -> Decimal | None:
        return _each(self.total, self.done.people.served)

    @property
    def per_workshop_hour(self) -> Decimal | None:
        return _each(self.of_workshops, self.done.workshops.hours)

    @property
    def per_attendance(self) -> Decimal | None:
        return _each(self.of_workshops, self.done.workshops.attendances)

    @property
    def per_support_hour(self) -> Decimal | None:
        return _each(self.of_support, self.done.support.hours)

    @property
    def goods_per_buyer(self) -> Decimal | None:
        return _each(self.goods, self.done.people.bought)


@dataclass(frozen=True)
class Paid:
    """What a funder pays for. `paid` in euros, `hours` of workshops that bear its name."""

    funder: str
    paid: Decimal
    hours: Decimal
    per_person: Decimal | None
    hours_cost: Decimal | None


@dataclass(frozen=True)
class Results:
    """`missing` says why a cost would be wrong; with anything in it none is printed."""

    year: int
    now: Costs
    before: Costs | None
    funders: tuple[Paid, ...]
    missing: tuple[str, ...]


def costs_of(year: int, *, today: date) -> Results:
    """The year until today, and the whole year before, when its hours and charges are complete."""
    scopes = [Scope.of_year(year), Scope.of_year(year - 1)]
    counted = (people.of_each(scopes), sessions.workshops(scopes), sessions.support(scopes))
    done = dict(zip((year, year - 1), (Done(*told) for told in zip(*counted, strict=True)),
                    strict=True))  # fmt: skip
    charges, filled, hours = _charges(year), _months_filled(year), _hours(year)
    missing = {
        each: tuple(_missing(each, charges, filled, hours, today=today))
        for each in (year, year - 1)
    }
    now, before = (_costs(each, charges, done[each]) for each in (year, year - 1))
    return Results(
        year=year,
        now=now,
        before=None if missing[year - 1] or not before.total else before,
        funders=tuple(_by_funder(year, now, hours)),
        missing=missing[year],
    )


def _costs(year: int, charges: Counter, done: Done) -> Costs:
    goods = staff = other = ZERO
    for (of_year, _, account), amount in charges.items():
        if of_year != year:
            continue
        if account == GOODS:
            goods += amount
        elif account.startswith(_STAFF):
            staff += amount
        else:
            other += amount
    return Costs(year, goods, staff, other, done)


def _both(year: int):
    return calendar_year(year - 1).lower, calendar_year(year).upper


def _charges(year: int) -> Counter:
    """By year, month and account; what was put aside for later is no cost of the year."""
    first, after = _both(year)
    rows = (
        Expense.objects.filter(day__gte=first, day__lt=after)
        .exclude(account=chart.DEDICATED)
        .values_list(ExtractYear("day"), ExtractMonth("day"), "account")
        .annotate(amount=Sum("amount"))
        .order_by()
    )
    return Counter({(y, m, account): amount for y, m, account, amount in rows})


def _months_filled(year: int) -> set[tuple[int, int]]:
    """The months in which somebody of the team was paid."""
    first, after = _both(year)
    filled = set()
    for period in (
        Post.objects.filter(period__overlap=DateRange(first, after))
        .values_list("period", flat=True)
        .order_by("pk")
    ):
        month = max(period.lower, first).replace(day=1)
        while month < min(period.upper or after, after):
            filled.add((month.year, month.month))
            month = add_months(month, 1)
    return filled


@dataclass(frozen=True)
class _Held:
    """The workshops of a month and a funder."""

    year: int
    month: int
    funder: str | None
    length: timedelta
    unsaid: int


def _hours(year: int) -> list[_Held]:
    first, after = _both(year)
    both = Scope(DateRange(first, after))
    unsaid = Registration.objects.filter(
        workshop=OuterRef("pk"), status=Registration.Status.REGISTERED
    )
    rows = (
        both.workshops()
        .annotate(is_unsaid=Exists(unsaid))
        .values_list(ExtractYear("held_on"), ExtractMonth("held_on"), "funder__name")
        .annotate(
            length=Sum(F("ends_at") - F("starts_at")),
            unsaid=Count("pk", filter=Q(is_unsaid=True)),
        )
        .order_by()
    )
    return [_Held(*row) for row in rows]


def _missing(year: int, charges, filled, held: list[_Held], *, today: date):
    """Why a cost of the year would be wrong, in sentences."""
    over = [m for y, m in sorted(filled) if y == year and _is_over(year, m, today)]
    if not any(of_year == year for of_year, *_ in charges):
        yield f"Aucune dépense n’est notée en {year}."
        return
    if not any(y == year for y, _ in filled):
        yield f"Aucun poste n’est noté en {year}\u202f: les heures de l’équipe ne sont pas connues."
    paid = {m for y, m, account in charges if y == year and account.startswith(_STAFF)}
    if unpaid := [m for m in over if m not in paid]:
        yield f"Pas de charge de personnel en {_months(unpaid)}, alors qu’un poste était pourvu."
    worked = {each.month for each in held if each.year == year}
    if idle := [m for m in over if m not in worked]:
        yield f"Aucune heure d’atelier notée en {_months(idle)}."
    if unsaid := sum(each.unsaid for each in held if each.year == year):
        yield f"Ateliers dont les présences ne sont pas toutes dites\u202f: {unsaid}."


def _is_over(year: int, month: int, today: date) -> bool:
    return add_months(date(year, month, 1), 1) <= today


def _months(numbers: Sequence[int]) -> str:
    return listed([str(MONTHS[n]).lower() for n in numbers])


def _by_funder(year: int, now: Costs, held: list[_Held]) -> tuple[Paid, ...]:
    """Shares of the year's expenses, and the workshops that bear the funder's name."""
    period = calendar_year(year)
    shares = Share.objects.filter(expense__day__gte=period.lower, expense__day__lt=period.upper)
    paid = dict(shares.order_by().values_list("grant__funder__name").annotate(amount=Sum("amount")))
    lengths: dict[str, timedelta] = {}
    for each in held:
        if each.year == year and each.funder:
            lengths[each.funder] = lengths.get(each.funder, timedelta()) + each.length
    found = []
    for name in sorted(paid.keys() | lengths.keys()):
        hours = in_hours(lengths.get(name))
        rate, amount = now.per_workshop_hour, paid.get(name, ZERO)
        found.append(
            Paid(
                name,
                amount,
                hours,
                _each(amount, now.done.people.served),
                rounded(rate * hours) if rate is not None and hours else None,
            )
        )
    return tuple(found)


def _each(amount: Decimal, of: Decimal | int) -> Decimal | None:
    return rounded(amount / of) if of else None
