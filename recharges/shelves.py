"""What the pages of the stock show: the shelves of a site on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, Q

from accounts.models import Site
from recharges.models import Category, Product, StockLevel, Unit

SOON = 30  # days: what expires within them is announced


@dataclass(frozen=True)
class Shelf:
    """One product at one site: what is there, what may be sold, what asks for attention."""

    product: Product
    quantity: int
    for_sale: int
    expiring: int = 0
    expired: int = 0
    returned: int = 0
    expires_first: date | None = None

    @property
    def is_low(self) -> bool:
        limit = self.product.low_stock_at
        return limit is not None and self.for_sale <= limit

    @property
    def badge(self) -> tuple[str, str]:
        """(kind, words): nothing left, low, or enough."""
        if not self.for_sale:
            return "alert", "épuisé"
        return ("warn", "stock bas") if self.is_low else ("ok", "suffisant")


def shelves_of(site: Site, *, on: date) -> list[Shelf]:
    """Every tracked product at the site, by category then name; three queries."""
    levels = dict(StockLevel.objects.filter(site=site).values_list("product", "quantity"))
    asking = {row.pop("product"): row for row in _asking(site, on=on)}
    products = Product.objects.tracked().filter(Q(is_archived=False) | Q(pk__in=levels))
    shelves = [_shelf(each, levels, asking) for each in products.order_by("name", "pk")]
    order = list(Category)
    return sorted(shelves, key=lambda each: order.index(Category(each.product.category)))


def _asking(site, *, on):
    units = Unit.objects.on_the_shelf().filter(site=site)
    good = Q(status=Unit.Status.IN_STOCK) & (Q(expires_on=None) | Q(expires_on__gte=on))
    soon = Q(expires_on__gte=on, expires_on__lte=on + timedelta(days=SOON))
    return units.values("product").order_by("product").annotate(
        for_sale=Count("pk", filter=good),
        expiring=Count("pk", filter=good & soon),
        expired=Count("pk", filter=Q(expires_on__lt=on)),
        returned=Count("pk", filter=Q(status=Unit.Status.RETURNED)),
        expires_first=Min("expires_on", filter=good),
    )  # fmt: skip


def _shelf(product, levels, asking) -> Shelf:
    quantity = levels.get(product.pk, 0)
    if not product.is_by_unit:
        return Shelf(product, quantity, for_sale=quantity)
    return Shelf(product, quantity, **asking.get(product.pk, {"for_sale": 0}))


def expiring(site: Site, *, on: date):
    """The pieces for sale that expire within thirty days, the first first."""
    units = Unit.objects.for_sale_on(on).filter(
        site=site, expires_on__lte=on + timedelta(days=SOON)
    )
    return units.select_related("product").first_to_expire()
