"""What a set of sales came to: by payment and by category, counted once for every Z and check."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, Max, Min, Q, QuerySet, Sum

from pimms.kernel.money import ZERO
from recharges.models import Sale, SaleLine, Seal, TillSession


@dataclass(frozen=True)
class Takings:
    """Euros by payment and by category; reversals count against. `allocated` is the public value
    of what was given for nothing."""

    sales: int = 0
    reversals: int = 0
    by_payment: dict[str, Decimal] = field(default_factory=dict)
    by_category: dict[str, Decimal] = field(default_factory=dict)
    allocated: Decimal = ZERO
    discrepancy: Decimal = ZERO
    banked: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return sum(self.by_payment.values(), ZERO)

    def __add__(self, other: "Takings") -> "Takings":
        return Takings(
            self.sales + other.sales,
            self.reversals + other.reversals,
            _sum(self.by_payment, other.by_payment),
            _sum(self.by_category, other.by_category),
            self.allocated + other.allocated,
            self.discrepancy + other.discrepancy,
            self.banked + other.banked,
        )

    def as_json(self) -> dict:
        """The `totals` of a closing: amounts as text, the codes in their order."""
        return {
            "by_payment": _as_text(self.by_payment),
            "by_category": _as_text(self.by_category),
            "allocated": str(self.allocated),
            "discrepancy": str(self.discrepancy),
            "banked": str(self.banked),
        }


def within(site_id: int, period, session_id: int | None = None) -> tuple[QuerySet, QuerySet]:
    """(the sales, the tills) of the site's period, or of the one session."""
    if session_id:
        sales, tills = Q(till_session=session_id), Q(pk=session_id)
    else:
        sales = Q(site=site_id, sold_on__gte=period.lower, sold_on__lt=period.upper)
        tills = Q(site=site_id, day__gte=period.lower, day__lt=period.upper)
    return Sale.objects.filter(sales), TillSession.objects.filter(tills).order_by()


def of(sales: QuerySet, sessions: QuerySet) -> Takings:
    """What the sales came to, and the discrepancies and deposits of the tills. Five queries."""
    lines = SaleLine.objects.filter(sale__in=sales.order_by().values("pk")).order_by()
    given = lines.filter(sale__payment=Sale.Payment.FREE)
    gap, banked = (
        sessions.order_by()
        .filter(closed_at__isnull=False)
        .aggregate(gap=Sum(F("counted") - F("expected")), banked=Sum("banked"))
        .values()
    )
    return Takings(
        sales=sales.filter(reverses=None).count(),
        reversals=sales.filter(reverses__isnull=False).count(),
        by_payment=dict(lines.values_list("sale__payment").annotate(Sum("paid"))),
        by_category=dict(lines.values_list("product__category").annotate(Sum("paid"))),
        allocated=given.aggregate(s=Sum(F("public_price") * F("quantity")))["s"] or ZERO,
        discrepancy=gap or ZERO,
        banked=banked or ZERO,
    )


def receipts(sales: QuerySet) -> list[dict]:
    """One {series, first, last, hash} a series: the numbers, and the seal of the last one."""
    series = (
        sales.order_by("series").values("series").annotate(first=Min("number"), last=Max("number"))
    )
    found = list(series.filter(~Q(series="")))
    hashes = {
        seal.series: seal.hash
        for each in found
        for seal in Seal.objects.filter(series=each["series"], number=each["last"])
    }
    return [each | {"hash": hashes.get(each["series"], "")} for each in found]


def _sum(one: dict[str, Decimal], other: dict[str, Decimal]) -> dict[str, Decimal]:
    return {code: one.get(code, ZERO) + other.get(code, ZERO) for code in one | other}


def _as_text(amounts: dict[str, Decimal]) -> dict[str, str]:
    return {code: str(amounts[code]) for code in sorted(amounts)}


def together(parts: Iterable[Takings]) -> Takings:
    return sum(parts, Takings())
