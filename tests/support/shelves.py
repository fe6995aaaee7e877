"""Products that are counted, and deliveries of them, for the tests of the stock."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from recharges import services
from recharges.models import Category, Inventory, Product, Sale, StockLevel, StockMovement, Unit
from recharges.serials import passes_luhn
from recharges.services import deliveries, inventories
from tests.support import factories, numbers


def with_luhn(stem: str) -> str:
    """The stem and the digit that Luhn's sum asks for."""
    return next(stem + str(n) for n in range(10) if passes_luhn(stem + str(n)))


def iccid() -> str:
    return with_luhn(f"893301{numbers.following():012}")


def imei() -> str:
    return with_luhn(f"3520990017{numbers.following():04}")


def code() -> str:
    return f"{numbers.following():014}"


def tracked(tracking: str = "quantity", **fields) -> Product:
    """A product that is counted: « Carte SIM » by unit, « Chargeur » by quantity."""
    by_unit = tracking == "unit"
    fields = {"name": "Carte SIM" if by_unit else "Chargeur", "tracking": tracking} | fields
    category = fields.pop("category", Category.SIM_CARD if by_unit else Category.OTHER)
    product = factories.product("2.00", "9.90", category=category)
    for name, value in fields.items():
        setattr(product, name, value)
    product.save()
    return product


def delivery(product: Product, numbers=20, **more) -> StockMovement:
    """So many pieces, or those numbers, come to Antony."""
    fields = {"site": factories.site(), "by": factories.counsellor(), "on": factories.DAY}
    if isinstance(numbers, int) and product.is_by_unit:
        make = {"sim_card": iccid, "mobile_credit": code}.get(product.category, imei)
        numbers = [make() for _ in range(numbers)]
    if product.is_by_unit:
        fields |= {"numbers": "\n".join(numbers)}
    else:
        fields |= {"quantity": numbers}
    return deliveries.receive(product, **fields | {"key": uuid.uuid4()} | more)


def level(product: Product, site=None) -> int:
    return StockLevel.objects.get(product=product, site=site or factories.site()).quantity


def sim(**more) -> Unit:
    """One SIM card in stock at Antony."""
    return Unit.objects.get(received=delivery(tracked("unit"), 1, **more))


def top_up(**more) -> Unit:
    """One top-up code in stock at Antony."""
    product = tracked("unit", category=Category.MOBILE_CREDIT, name="Recharge 5 €")
    return Unit.objects.get(received=delivery(product, 1, **more))


def counted() -> Inventory:
    """A SIM card in stock, and a count of the shelves that waits for the director."""
    product = delivery(tracked("unit"), 1).product
    return inventories.count(
        factories.site(),
        counts={product: 1},
        key=uuid.uuid4(),
        by=factories.counsellor(),
        on=factories.DAY,
    )


def sell(product: Product, quantity: int = 1, **more) -> Sale:
    return factories.sale(quantities={product: quantity}, **more)


def reverse(sale: Sale, **more) -> Sale:
    return services.reverse(
        sale, reason="Carte défectueuse", by=factories.counsellor(), on=factories.DAY, **more
    )


def refusal_of(job, *args, **kwargs) -> list[str]:
    """The sentences that the job is refused with."""
    with pytest.raises(ValidationError) as refusal:
        job(*args, **kwargs)
    return refusal.value.messages
