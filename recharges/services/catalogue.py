"""The director's verbs on the catalogue: articles, their prices, their caps, the kits."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from accounts import journal
from accounts.models import User
from recharges.models import Cap, Kit, KitItem, Price, Product


@transaction.atomic
def add_product(
    *,
    reference: str,
    name: str,
    category: str,
    barcode: str = "",
    public: Decimal,
    solidarity: Decimal,
    purchase: Decimal | None = None,
    by: User,
    on: date,
) -> Product:
    """The article is in the catalogue and for sale from that day on."""
    product = Product(reference=reference.upper(), name=name, category=category, barcode=barcode)
    product.full_clean()
    product.save()
    price = Price(
        product=product,
        period=DateRange(on, None),
        public=public,
        solidarity=solidarity,
        purchase=purchase,
    )
    price.full_clean()
    price.save()
    journal.record("product.added", product, by=by, **_said(price))
    return product


@transaction.atomic
def correct_product(
    product: Product, *, name: str, category: str, barcode: str, is_archived: bool, by: User
) -> Product:
    """The article is called, ranged, scanned and sold as said; its prices stay what they are."""
    product = Product.objects.select_for_update().get(pk=product.pk)
    product.name, product.category = name, category
    product.barcode, product.is_archived = barcode, is_archived
    product.full_clean()
    product.save()
    journal.record(
        "product.corrected", product, by=by, name=name, category=category, archived=is_archived
    )
    return product


@transaction.atomic
def set_price(
    product: Product,
    *,
    starts_on: date,
    public: Decimal,
    solidarity: Decimal,
    purchase: Decimal | None = None,
    by: User,
    on: date,
) -> Price:
    """The article is sold at this price from that day on; the price before ends on its eve.

    A price that begins on the same day as the last one takes its place. Raises ValidationError
    when the day is past, or before a price that is already set.
    """
    Product.objects.select_for_update().get(pk=product.pk)
    _refuse_the_past(starts_on, on=on, what="Un prix")
    _end(_latest(product.prices.all()), "prix", starts_on)
    price = Price(
        product=product,
        period=DateRange(starts_on, None),
        public=public,
        solidarity=solidarity,
        purchase=purchase,
    )
    price.full_clean()
    price.save()
    journal.record("product.priced", product, by=by, starts_on=str(starts_on), **_said(price))
    return price


@transaction.atomic
def set_cap(
    *,
    product: Product | None = None,
    categories: Sequence[str] = (),
    span: str,
    measure: str,
    scope: str,
    limit: Decimal,
    factor: Decimal = Decimal(0),
    is_advisory: bool = False,
    starts_on: date,
    by: User,
    on: date,
) -> Cap:
    """Nobody buys more than this from that day on."""
    _refuse_the_past(starts_on, on=on, what="Un plafond")
    cap = Cap(
        product=product,
        categories=list(categories),
        span=span,
        measure=measure,
        scope=scope,
        limit=limit,
        factor=factor,
        is_advisory=is_advisory,
        period=DateRange(starts_on, None),
    )
    cap.full_clean()
    cap.save()
    journal.record("cap.set", cap, by=by, says=str(cap), starts_on=str(starts_on))
    return cap


@transaction.atomic
def change_cap(
    cap: Cap,
    *,
    limit: Decimal,
    factor: Decimal,
    scope: str,
    is_advisory: bool,
    starts_on: date,
    by: User,
    on: date,
) -> Cap:
    """The cap ends on the eve of that day; one on the same articles begins, with other terms."""
    cap = Cap.objects.select_for_update(of=["self"]).select_related("product").get(pk=cap.pk)
    _refuse_the_past(starts_on, on=on, what="Un plafond")
    _refuse_ended(cap)
    _end(cap, "plafond", starts_on)
    return set_cap(
        product=cap.product,
        categories=cap.categories,
        span=cap.span,
        measure=cap.measure,
        scope=scope,
        limit=limit,
        factor=factor,
        is_advisory=is_advisory,
        starts_on=starts_on,
        by=by,
        on=on,
    )


@transaction.atomic
def end_cap(cap: Cap, *, by: User, on: date) -> Cap:
    """From that day on the cap binds nobody."""
    cap = Cap.objects.select_for_update(of=["self"]).select_related("product").get(pk=cap.pk)
    _refuse_ended(cap)
    _end(cap, "plafond", max(on, cap.period.lower or on))
    journal.record("cap.ended", cap, by=by, says=str(cap), ends_on=str(on))
    return cap


@transaction.atomic
def compose_kit(*, name: str, quantities: dict[Product, int], by: User) -> Kit:
    """A button of the till puts these articles into the basket."""
    items = {product: quantity for product, quantity in quantities.items() if quantity}
    if not items:
        raise ValidationError("Choisissez au moins un article.")
    kit = Kit(name=name)
    kit.full_clean()
    kit.save()
    for product, quantity in items.items():
        item = KitItem(kit=kit, product=product, quantity=quantity)
        item.full_clean()
        item.save()
    journal.record("kit.composed", kit, by=by, name=name)
    return kit


@transaction.atomic
def retire_kit(kit: Kit, *, by: User) -> Kit:
    """The till no longer offers the kit."""
    kit = Kit.objects.select_for_update().get(pk=kit.pk)
    kit.is_archived = True
    kit.save(update_fields=["is_archived"])
    journal.record("kit.retired", kit, by=by)
    return kit


def _latest(prices: QuerySet[Price]) -> Price | None:
    return prices.filter(period__isempty=False).order_by("-period").first()


def _end(row: Price | Cap | None, what: str, starts_on: date) -> None:
    """The row ends on the eve; it comes to nothing when it began on that very day."""
    if row is None or (row.period.upper and row.period.upper <= starts_on):
        return
    begins = row.period.lower
    if begins and begins > starts_on:
        raise ValidationError(
            {"starts_on": f"Un {what} commence déjà le {begins:%d/%m/%Y}\u202f: choisissez ce jour"
             " ou un jour plus tard."}
        )  # fmt: skip
    row.period = DateRange(empty=True) if begins == starts_on else DateRange(begins, starts_on)
    row.save(update_fields=["period"])


def _refuse_the_past(starts_on: date, *, on: date, what: str) -> None:
    if starts_on < on:
        raise ValidationError(
            {"starts_on": f"{what} ne commence pas dans le passé\u202f: au plus tôt aujourd’hui."}
        )


def _refuse_ended(cap: Cap) -> None:
    if cap.period.isempty or cap.period.upper:
        raise ValidationError("Ce plafond a déjà pris fin.")


def _said(price: Price) -> dict:
    return {"solidarity": str(price.solidarity), "public": str(price.public)}
