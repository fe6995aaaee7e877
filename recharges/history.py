"""The ledger's lines streamed in their order, for whoever replays them."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from beneficiaries.models import Beneficiary, Enrolment
from pimms.kernel.money import ZERO
from recharges.models import Price, SaleLine
from recharges.replay import Line

_CHUNK = 5000


def lines(*, since: date, until: date) -> Iterator[Line]:
    """The lines of the standing sales of these days, both included, as they were rung up."""
    sizes, months, costs = _sizes(), _months(), _Costs()
    rows = (
        SaleLine.objects.filter(
            sale__reverses=None,
            sale__reversal=None,
            sale__sold_on__range=(since, until),
        )
        .annotate(root=Coalesce(F("sale__enrolment__absorbed_by"), F("sale__enrolment")))
        .order_by("sale__sold_on", "sale_id", "pk")
        .values_list(
            "sale_id",
            "sale__sold_on",
            "root",
            "sale__enrolment__beneficiary",
            "sale__enrolment__beneficiary__household",
            "product",
            "product__category",
            "quantity",
            "paid",
            "public_price",
            "kind",
            "sale__override_reason",
        )
    )
    for row in rows.iterator(chunk_size=_CHUNK):
        (sale, day, root, who, household, product, category, quantity, paid, public, kind, why) = (
            row
        )
        yield Line(
            sale_id=sale,
            sold_on=day,
            enrolment_id=root,
            months=months[root],
            beneficiary_id=who,
            household_id=household,
            size=sizes.get(who, 1),
            product_id=product,
            category=category,
            quantity=quantity,
            paid=paid,
            public_value=public * quantity,
            cost=costs.on(product, day) * quantity,
            is_counted=kind == SaleLine.Kind.SOLD,
            is_overridden=bool(why),
        )


def _months():
    return dict(Enrolment.objects.values_list("pk", "period"))


def _sizes() -> dict[int, int]:
    """How many live with each person: in the household, or as they declared."""
    members = (
        Beneficiary.objects.filter(household=OuterRef("household"), merged_into=None)
        .order_by()
        .values("household")
        .annotate(n=Count("pk"))
        .values("n")
    )
    declared = Coalesce(F("adults"), 0) + Coalesce(F("children"), 0)
    people = Beneficiary.objects.filter(
        Q(household__isnull=False) | Q(adults__gt=0) | Q(children__gt=0)
    )
    sized = people.annotate(size=Greatest(Coalesce(Subquery(members), declared), 1))
    return dict(sized.values_list("pk", "size"))


class _Costs:
    """The purchase price of each article on each day, zero where none is known."""

    def __init__(self):
        self._prices: dict[int, list[Price]] = {}
        for price in Price.objects.exclude(purchase=None).order_by("pk"):
            self._prices.setdefault(price.product_id, []).append(price)

    def on(self, product_id: int, day: date):
        prices = self._prices.get(product_id, ())
        return next((price.purchase for price in prices if day in price.period), ZERO)
