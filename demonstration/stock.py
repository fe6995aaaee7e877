"""The stock of the demonstration: counted since the last weeks, when the first deliveries came."""

from datetime import date, timedelta
from itertools import count
from random import Random
from uuid import UUID

from recharges.models import Category, Product, Unit, sort_of
from recharges.serials import passes_luhn
from recharges.services import deliveries, inventories, stock

from .house import House
from .script import key, read

SEED = 92002
EXPIRING = {Category.SIM_CARD, Category.INTERNET_CREDIT}
SOON, SHORT = 18, 12  # days left, and pieces that have no more


def open_up(house: House, *, on: date) -> None:
    """The shelves are counted from that day on; done once."""
    if Product.objects.tracked().exists():
        return
    rng, numbers = Random(SEED), count(1)
    for row in read("catalogue")["articles"]:
        product = stock.track(
            house.products[row["reference"]],
            tracking=row["tracking"],
            low_stock_at=row["notice"],
            by=house.director,
        )
        delivery = {"site": house.site, "reference": f"BL-{on:%y%m}-{next(numbers):03}"}
        if product.is_by_unit:
            delivery["numbers"] = "\n".join(_lines(rng, numbers, product, row["pieces"], on=on))
        else:
            delivery["quantity"] = row["pieces"]
        deliveries.receive(product, by=house.counsellors[0], on=on, **delivery)


def look_over(house: House, *, today: date) -> None:
    """A few days later: a broken screen, stolen chargers, a count that the director must settle."""
    by, director = house.counsellors[0], house.director
    products = {product.reference: product for product in Product.objects.tracked()}
    shelf = {"site": house.site, "by": by}
    phone = Unit.objects.in_stock().filter(product=products["TEL-ECRAN"]).first_to_expire()[0]
    stock.lose(
        phone.product, kind="breakage", units=[phone], on=today - timedelta(days=3),
        reason="Écran fendu à l’ouverture du carton", **shelf,
    )  # fmt: skip
    stock.lose(
        products["CHARGEUR"], kind="theft", quantity=2, on=today - timedelta(days=2),
        reason="Disparus du présentoir", **shelf,
    )  # fmt: skip
    first_key = key(Random(SEED))
    first = inventories.count(
        house.site, counts=_as_expected(products, "MOB-1H", house, fewer=1),
        key=first_key, by=by, on=today - timedelta(days=2),
    )  # fmt: skip
    inventories.confirm(
        first, reason="Une recharge remise sans ticket", by=director, on=today - timedelta(days=1)
    )
    sim = Unit.objects.in_stock().filter(product=products["SIM-PRE"]).first_to_expire()[0]
    counts = _as_expected(products, "MOB-2H", house, fewer=2) | {products["SIM-PRE"]: 0}
    inventories.count(
        house.site, counts=counts, missing=[sim], key=UUID(int=first_key.int ^ 1), by=by, on=today
    )


def _as_expected(products, reference, house, *, fewer):
    product = products[reference]
    return {product: stock.level_of(product, house.site) - fewer}


def _lines(rng, numbers, product, pieces, *, on):
    """The numbers of a delivery, as a scanner would type them."""
    soon, later = on + timedelta(days=SOON), on + timedelta(days=500)
    for n in range(pieces):
        number = _number(rng, next(numbers), product)
        last_day = soon if n < SHORT else later
        if sort_of(product) == "code":
            number += f";C{on:%y%m}{n:05}"  # printed on the card, beside the hidden code
        yield f"{number};{last_day:%d/%m/%Y}" if product.category in EXPIRING else number


def _number(rng: Random, n: int, product: Product) -> str:
    sort = sort_of(product)
    if sort == "code":
        return f"{rng.randrange(10**10):010}{n:04}"
    if product.category == Category.COMPUTER:
        return f"PC{rng.randrange(10**5):05}{n:03}"
    stem = f"893301{rng.randrange(10**8):08}{n:04}" if sort == "iccid" else f"35{n:012}"
    return next(stem + str(last) for last in range(10) if passes_luhn(stem + str(last)))
