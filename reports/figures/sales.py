"""What was sold in a year, what was paid for it, and what it would have cost elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, QuerySet, Sum

from pimms.kernel.money import ZERO
from recharges.models import Category, Sale, SaleLine
from recharges.models.ledger import PUBLIC_VALUE
from reports.models import Share
from reports.notes import note

from . import counting, layouts
from .counting import NOT_STATED, as_cells
from .indicator import EUROS, Common, Indicator, Part, by_field, by_month
from .people import BOUGHT, people_behind
from .scope import Scope
from .tally import Tally


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


def _lines(scope: Scope) -> QuerySet:
    return SaleLine.objects.filter(sale__in=scope.sales())


def _buyers(scope: Scope) -> QuerySet:
    return people_behind(scope.sales(), "enrolment__beneficiary")


def _whom_it_paid_for(rows: QuerySet, scope: Scope, code: str) -> QuerySet:
    """The buyers of those sales that the payer of this name paid, or none did."""
    paid = by_field("payer__name", NOT_STATED)(scope.sales(), scope, code)
    return people_behind(paid, "enrolment__beneficiary")


def _gifts(scope: Scope) -> QuerySet:
    return _lines(scope).filter(kind=SaleLine.Kind.ALLOCATION)


def _overridden(scope: Scope) -> QuerySet:
    return scope.sales().exclude(override_reason="")


def _taken_back_later(scope: Scope) -> QuerySet:
    """Unit: lines of sales of these days that were reversed after them: the till keeps them."""
    sold = Sale.objects.filter(reverses=None).sold_in(scope.period)
    later = scope.here(sold.filter(reversal__sold_on__gte=scope.period.upper))
    return SaleLine.objects.filter(sale__in=later)


def _taken_back_now(scope: Scope) -> QuerySet:
    """Unit: lines of earlier sales that were reversed in these days: the till gives them back."""
    first, after = scope.period.lower, scope.period.upper
    reversed_now = {"reversal__sold_on__gte": first, "reversal__sold_on__lt": after}
    earlier = scope.here(Sale.objects.filter(sold_on__lt=first, **reversed_now))
    return SaleLine.objects.filter(sale__in=earlier)


_COMMUNE = "sale__enrolment__beneficiary__commune"
_SAVING = Sum(PUBLIC_VALUE - F("paid"))
_BUYERS = Count("enrolment__beneficiary", distinct=True)
NOWHERE, THEMSELVES = "Non communiquée", "La personne elle-même"

PART = Part(3, "sales", "Recharges", "recharges", Share.Part.ACCESS)
_SOLD: Common = {
    "note": note("saving"),
    "layout": layouts.LINES,
    "rows": _lines,
    "day": "sale__sold_on",
}
_SAVED: Common = {"sums": _SAVING, "unit": EUROS}
_FEW = ("sales.people", "sales.lines")  # what only a few bought is not told, however much it is
_REVERSED: Common = {
    "note": note("reversals"),
    "layout": layouts.LINES,
    "sums": Sum("paid"),
    "unit": EUROS,
    "is_open": True,  # money, whoever paid it
    "day": "sale__sold_on",
}
_CATEGORY: Common = {"by": by_field("product__category"), "head": "Catégorie"}
_WITHIN: Common = {"within": "sales.saving_by_category", "tells": ("sales.people",)}

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        code="sales.lines",
        title="Lignes de vente",
        counted=lambda year: year.sales.lines,
        **_SOLD,
    ),
    Indicator(
        code="sales.people",
        title="Personnes qui ont acheté",
        note=note("served"),
        layout=layouts.PEOPLE,
        rows=lambda scope: people_behind(_lines(scope), "sale__enrolment__beneficiary"),
        counted=lambda year: year.people.bought,
        promised="personnes équipées ou rechargées",
        ways=(BOUGHT,),
    ),
    Indicator(
        code="sales.quantity_by_category",
        title="Articles par catégorie",
        sums=Sum("quantity"),
        counted=lambda year: as_cells(year.sales.by_category, "quantity"),
        hidden_by="sales.lines_by_category",
        **_CATEGORY,
        **_WITHIN,
        **_SOLD,
    ),
    Indicator(
        code="sales.saving_by_category",
        title="Économie par catégorie",
        counted=lambda year: as_cells(year.sales.by_category, "saving"),
        hidden_by="sales.lines_by_category",
        whole="sales.lines",
        tells=("sales.people",),
        **_CATEGORY,
        **_SAVED,
        **_SOLD,
    ),
    Indicator(
        code="sales.paid_total",
        title="Payé par les personnes",
        sums=Sum("paid"),
        unit=EUROS,
        counted=lambda year: year.sales.paid,
        is_open=True,
        tells=_FEW,
        **_SOLD,
    ),
    Indicator(
        code="sales.public_value",
        title="Valeur publique",
        sums=Sum(PUBLIC_VALUE),
        unit=EUROS,
        counted=lambda year: year.sales.public_value,
        is_open=True,
        tells=_FEW,
        **_SOLD,
    ),
    Indicator(
        code="sales.saving",
        title="Économie",
        counted=lambda year: year.sales.saving,
        is_open=True,
        tells=_FEW,
        key=lambda year: "économisés par les personnes",
        changes=True,
        **_SAVED,
        **_SOLD,
    ),
    Indicator(
        code="sales.lines_by_category",
        title="Lignes de vente par catégorie",
        whole="sales.lines",
        counted=lambda year: as_cells(year.sales.by_category, "lines"),
        **_CATEGORY,
        **_WITHIN,
        **_SOLD,
    ),
    Indicator(
        code="sales.saving_by_commune",
        title="Économie par commune",
        by=by_field(_COMMUNE, NOT_STATED),
        head="Commune",
        hidden_by="sales.people_by_commune",
        tells=_FEW,
        tally=Tally(_lines, n=_SAVING, by=_COMMUNE, words=f"{_COMMUNE}__name", unknown=NOWHERE),
        **_SAVED,
        **_SOLD,
    ),
    Indicator(
        code="sales.people_by_commune",
        title="Personnes qui ont acheté par commune",
        note=note("saving"),
        layout=layouts.PEOPLE,
        rows=_buyers,
        by=by_field("commune", NOT_STATED),
        head="Commune",
        whole="sales.people",
        within="sales.saving_by_commune",
        tally=Tally(_buyers, by="commune", words="commune__name", unknown=NOWHERE),
    ),
    Indicator(
        code="sales.saving_by_payer",
        title="Économie par payeur",
        by=by_field("sale__payer__name", NOT_STATED),
        head="Qui a payé",
        hidden_by="sales.people_by_payer",
        tells=_FEW,
        tally=Tally(_lines, n=_SAVING, by="sale__payer__name", unknown=THEMSELVES),
        **_SAVED,
        **_SOLD,
    ),
    Indicator(
        code="sales.people_by_payer",
        title="Personnes qui ont acheté, par payeur",
        note=note("saving"),
        layout=layouts.PEOPLE,
        rows=_buyers,
        by=_whom_it_paid_for,
        head="Qui a payé",
        overlaps=True,  # somebody may pay once, and be paid for once
        within="sales.saving_by_payer",
        tally=Tally(Scope.sales, n=_BUYERS, by="payer__name", unknown=THEMSELVES),
    ),
    Indicator(
        code="sales.gifts",
        title="Articles donnés",
        note=note("gifts"),
        layout=layouts.LINES,
        rows=_gifts,
        sums=Sum("quantity"),
        tally=Tally(_gifts, n=Sum("quantity")),
        day="sale__sold_on",
    ),
    Indicator(
        code="sales.gifts_value",
        title="Valeur des articles donnés",
        note=note("gifts"),
        layout=layouts.LINES,
        rows=_gifts,
        sums=Sum(PUBLIC_VALUE),
        unit=EUROS,
        tally=Tally(_gifts, n=Sum(PUBLIC_VALUE)),
        tells=("sales.gifts",),
        day="sale__sold_on",
    ),
    Indicator(
        code="sales.reversed_later",
        title="Payé puis annulé après ces jours",
        rows=_taken_back_later,
        tally=Tally(_taken_back_later, n=Sum("paid")),
        **_REVERSED,
    ),
    Indicator(
        code="sales.reversed_now",
        title="Payé avant, annulé ces jours-ci",
        rows=_taken_back_now,
        tally=Tally(_taken_back_now, n=Sum("paid")),
        **_REVERSED,
    ),
    Indicator(
        code="sales.overrides",
        title="Dérogations aux plafonds",
        note=note("overrides"),
        layout=layouts.SALES,
        rows=_overridden,
        tally=Tally(_overridden),
        day="sold_on",
    ),
)
INDICATORS += (by_month(INDICATORS[0]),)
