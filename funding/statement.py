"""Charges and products of a year by account: planned, real, in per cent; both sides even.

Structure: the table of Cerfa 15059*02. Units: euros.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from funding import chart
from funding.models import (
    BudgetLine,
    DedicatedMovement,
    Expense,
    Funder,
    Grant,
    Income,
    Resource,
    Share,
    VolunteerHours,
)
from pimms.kernel.money import ZERO
from pimms.kernel.periods import year as calendar_year


@dataclass(frozen=True)
class Line:
    """One account, or a heading with what stands below it."""

    code: str
    label: str
    planned: Decimal
    real: Decimal
    below: tuple["Line", ...] = ()

    @property
    def gap(self) -> Decimal:
        return self.real - self.planned

    @property
    def behind(self) -> str:
        """Which page lists what the account adds up: of `expenses`, of `incomes`, or none."""
        if not self.real or self.code in chart.MADE_OF_OTHERS or self.code[:1] not in ("6", "7"):
            return ""
        return "funding:expenses" if self.code[0] == "6" else "funding:incomes"

    @property
    def is_empty(self) -> bool:
        return not (self.planned or self.real or any(not line.is_empty for line in self.below))


@dataclass(frozen=True)
class Side:
    """The headings of one side, and what they come to."""

    headings: tuple[Line, ...]
    total: Line

    @property
    def shown(self) -> tuple[Line, ...]:
        return tuple(line for line in self.headings if not line.is_empty)


@dataclass(frozen=True)
class Statement:
    """`surplus` stands among the charges and `deficit` among the products: what is missing there
    to make both sides even. The 86 and 87 are even by themselves and stand below the total."""

    year: int
    charges: Side
    products: Side
    surplus: Line
    deficit: Line
    even: Line
    voluntary_charges: Side
    voluntary_products: Side

    @property
    def voluntary(self) -> tuple[Side, Side]:
        return self.voluntary_charges, self.voluntary_products


def charges_and_products(
    year: int, grant: Grant | None = None, *, sales: Decimal = ZERO
) -> Statement:
    """The year of the house, or of what one grant pays.

    `sales` is the turnover of the till, which is counted above: `reports.accounts` brings it.
    """
    planned, real = _planned(year, grant), _real(year, grant, sales)
    charges = _side("Total des charges", chart.CHARGES, planned, real)
    products = _side("Total des produits", chart.PRODUCTS, planned, real)
    left, right = charges.total, products.total
    return Statement(
        year=year,
        charges=charges,
        products=products,
        surplus=_missing("Excédent", left, right),
        deficit=_missing("Insuffisance", right, left),
        even=Line(
            "",
            "Total général",
            max(left.planned, right.planned),
            max(left.real, right.real),
        ),
        voluntary_charges=_side("Total", chart.VOLUNTARY_CHARGES, planned, real),
        voluntary_products=_side("Total", chart.VOLUNTARY_PRODUCTS, planned, real),
    )


def _missing(label: str, here: Line, there: Line) -> Line:
    return Line(
        "",
        label,
        max(ZERO, there.planned - here.planned),
        max(ZERO, there.real - here.real),
    )


def _side(label: str, headings: Iterable[chart.Heading], planned: Counter, real: Counter) -> Side:
    lines = []
    for heading in headings:
        below = tuple(
            Line(code, name, planned[code] or ZERO, real[code] or ZERO)
            for code, name in heading.lines
        )
        lines.append(
            Line(
                heading.code,
                heading.label,
                sum((line.planned for line in below), ZERO),
                sum((line.real for line in below), ZERO),
                below if heading.accounts else (),
            )
        )
    total = Line(
        "",
        label,
        sum((line.planned for line in lines), ZERO),
        sum((line.real for line in lines), ZERO),
    )
    return Side(tuple(lines), total)


def _planned(year: int, grant: Grant | None) -> Counter:
    lines = BudgetLine.objects.filter(year=year, grant=grant)
    return _mirrored(Counter(dict(lines.order_by("account").values_list("account", "amount"))))


def _real(year: int, grant: Grant | None, sales: Decimal) -> Counter:
    if grant is not None:
        return _real_of(grant, year)
    real = Counter({chart.SALES: sales})
    for books in (Expense, Income):
        written = books.objects.of_year(year).order_by("account")
        _add(real, written.values_list("account").annotate(Sum("amount")))
    for kind, amount in (
        Grant.objects.filter(year=year)
        .order_by("funder__kind")
        .values_list("funder__kind")
        .annotate(Sum("amount"))
    ):
        real[Funder.ACCOUNTS[kind]] += amount
    _add(real, _dedicated(DedicatedMovement.objects.filter(year=year)))
    real.update(_given(year))
    return _mirrored(real)


def _real_of(grant: Grant, year: int) -> Counter:
    period = calendar_year(year)
    shares = Share.objects.filter(
        grant=grant, expense__day__gte=period.lower, expense__day__lt=period.upper
    )
    real = Counter()
    if year == grant.year:
        real[grant.funder.account] = grant.amount
    by_account = shares.order_by("expense__account").values_list("expense__account")
    _add(real, by_account.annotate(Sum("amount")))
    _add(real, _dedicated(DedicatedMovement.objects.filter(year=year, grant=grant)))
    return real


def _add(real: Counter, rows) -> None:
    for account, amount in rows:
        real[account] += amount


def _dedicated(movements) -> list[tuple[str, Decimal]]:
    accounts = {"added": chart.DEDICATED, "used": chart.RELEASED}
    sums = movements.order_by("kind").values_list("kind").annotate(Sum("amount"))
    return [(accounts[kind], amount) for kind, amount in sums]


def _given(year: int) -> Counter:
    """What was given in kind, by account of the 86."""
    given = Counter()
    for resource in Resource.objects.filter(
        period__overlap=calendar_year(year), value__gt=0
    ).order_by("pk"):
        given[resource.account] += resource.value_in(year)
    for hours in VolunteerHours.objects.filter(day__year=year).order_by("pk"):
        given["864"] += hours.value
    return given


def _mirrored(amounts: Counter) -> Counter:
    """Each 86 stands once more among the 87."""
    for used, given in chart.GIVEN_AS.items():
        amounts[given] += amounts[used]
    return amounts
