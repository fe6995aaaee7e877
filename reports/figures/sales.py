"""What was sold in a year, what was paid for it, and what it would have cost elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from pimms.kernel.money import ZERO
from recharges.models import Category, SaleLine
from recharges.models.ledger import PUBLIC_VALUE

from . import counting
from .scope import Scope


@dataclass(frozen=True)
class Sold:
    """The standing sales of one category."""

    code: str
    label: str
    lines: int
    quantity: int
    paid: Decimal
    public_value: Decimal

    @property
    def saving(self) -> Decimal:
        return self.public_value - self.paid


@dataclass(frozen=True)
class Sales:
    by_category: tuple[Sold, ...]

    @property
    def lines(self) -> int:
        return sum(sold.lines for sold in self.by_category)

    @property
    def quantity(self) -> int:
        return sum(sold.quantity for sold in self.by_category)

    @property
    def paid(self) -> Decimal:
        return sum((sold.paid for sold in self.by_category), ZERO)

    @property
    def public_value(self) -> Decimal:
        return sum((sold.public_value for sold in self.by_category), ZERO)

    @property
    def saving(self) -> Decimal:
        return self.public_value - self.paid


def of_each(scopes: Sequence[Scope]) -> list[Sales]:
    """Units: sale lines, articles, euros. Standing sales only, by category, most sold first.

    Public value is the public price of what was sold; saving is public value − paid.
    """
    return [Sales(_by_category(rows)) for rows in counting.of_each(scopes, _rows)]


def _by_category(rows: list[tuple]) -> tuple[Sold, ...]:
    sold = (Sold(code, Category(code).label, *sums) for code, *sums in rows)
    return tuple(sorted(sold, key=lambda each: (-each.quantity, each.code)))


def _rows(scope: Scope) -> QuerySet:
    return (
        SaleLine.objects.filter(sale__in=scope.sales())
        .values_list("product__category")
        .annotate(
            lines=Count("pk"),
            articles=Sum("quantity"),
            paid=Sum("paid"),
            public=Sum(PUBLIC_VALUE),
        )
        .order_by()
    )
