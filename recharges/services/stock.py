"""The verbs of the shelves: what the till asks of them, losses, transfers."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count

from accounts import journal
from accounts.models import Site, User
from recharges import serials as numbering
from recharges.models import (
    Product,
    Sale,
    SaleLine,
    StockLevel,
    StockMovement,
    Tracking,
    Unit,
    UnitStep,
)

Kind = StockMovement.Kind


def available(
    site: Site, products: Iterable[Product], *, levels: Iterable[StockLevel] | None = None, on: date
) -> dict[int, int]:
    """Pieces that may be sold there that day, by product id; only tracked products are in it.

    `levels` are those of the site, when they were read already.
    """
    tracked = [product for product in products if product.is_tracked]
    left = {product.pk: 0 for product in tracked}
    if levels is None:
        levels = StockLevel.objects.filter(site=site, product__in=tracked)
    left |= {level.product_id: level.quantity for level in levels}
    by_unit = [product for product in tracked if product.is_by_unit]
    if by_unit:  # those to be checked and those past their date are there, but not for sale
        units = Unit.objects.for_sale_on(on).filter(site=site, product__in=by_unit)
        counted = dict(units.values_list("product").annotate(Count("pk")).order_by("product"))
        left |= {product.pk: counted.get(product.pk, 0) for product in by_unit}
    return left


# What the till asks, within its own transaction


def hold(
    site: Site, *, quantities: dict[Product, int], serials: tuple[str, ...] = (), on: date
) -> None:
    """The shelf is ours until we commit, and has what is asked; else ValidationError says what not.

    The levels are locked in the order of the products, before any line is written.
    """
    asked = {product: n for product, n in quantities.items() if n > 0 and product.is_tracked}
    left = available(site, asked, levels=lock([site], asked), on=on) if asked else {}
    reasons = [
        none_left(product, site, left[product.pk])
        for product, quantity in asked.items()
        if quantity > left[product.pk]
    ]
    if serials and not reasons:
        reasons = _faults_of(serials, asked, site=site, on=on)
    if reasons:
        raise ValidationError(reasons)


def lock(sites: Iterable[Site], products: Iterable[Product]) -> list[StockLevel]:
    """Nobody else moves these products at these sites until we commit; what is there."""
    levels = StockLevel.objects.filter(site__in=list(sites), product__in=list(products))
    held = levels.select_for_update(of=["self"], no_key=True)
    return list(held.order_by("product_id", "site_id"))


def none_left(product: Product, site: Site, left: int) -> str:
    """Why the shelf cannot give so many: `Il ne reste plus de « Carte SIM » à Antony.`"""
    if not left:
        return f"Il ne reste plus de «\u202f{product}\u202f» {at(site)}."
    return f"Il ne reste que {left} «\u202f{product}\u202f» {at(site)}."


def at(site: Site) -> str:
    """`à Antony`, `au Pimms d’Antony`."""
    return f"{'au' if site.name.startswith('Pimms') else 'à'} {site}"


def _faults_of(
    numbers: Iterable[str], asked: dict[Product, int], *, site: Site, on: date
) -> list[str]:
    """Why these numbers cannot be handed over in this sale."""
    units = known(numbers)
    reasons, given = [], dict.fromkeys(asked, 0)
    for number in numbers:
        unit = units.get(number)
        if unit is None:
            reasons.append(f"Le numéro {number} n’est pas en stock.")
        elif unit.product not in asked:
            reasons.append(
                f"Le numéro {number} est celui d’un article qui n’est pas dans la vente\u202f:"
                f" «\u202f{unit.product}\u202f»."
            )
        elif unit.site_id != site.pk:
            reasons.append(f"Le numéro {number} est en stock ailleurs\u202f: {unit.site}.")
        elif unit.state(on=on)[0] != "ok":
            reasons.append(
                f"Le numéro {number} ne peut pas être vendu\u202f: {unit.state(on=on)[1]}."
            )
        else:
            given[unit.product] += 1
    reasons += [
        f"«\u202f{product}\u202f»\u202f: {n} numéros pour une quantité de {asked[product]}."
        for product, n in given.items()
        if n > asked[product]
    ]
    return reasons


def known(numbers: Iterable[str]) -> dict[str, Unit]:
    """Those of the numbers that a piece bears, each with its piece."""
    numbers = [number for number in numbers if number]
    units = Unit.objects.numbered(numbers).select_related("product", "site", "received")
    found: dict[str, Unit] = {}
    for unit in units.order_by("pk"):
        found |= {number: unit for number in numbers if unit.bears(number)}
    return found


def give_out(line: SaleLine, *, serials: tuple[str, ...] = (), on: date) -> list[Unit]:
    """The pieces of the line leave the shelf: those whose numbers are given, then the first to
    expire. A product that is not followed by unit gives none: its quantity left with the line.
    """
    if not line.product.is_by_unit:
        return []
    movement = StockMovement.objects.filter(sale_line=line).first()
    if movement is None:
        return []
    free = Unit.objects.for_sale_on(on).filter(product=line.product, site=line.sale.site)
    chosen = list(free.filter(pk__in=Unit.objects.numbered(serials).values("pk")).order_by("pk"))
    rest = free.exclude(pk__in=[unit.pk for unit in chosen]).first_to_expire()
    rest = rest.select_for_update(skip_locked=True, no_key=True)
    units = chosen + list(rest[: line.quantity - len(chosen)])
    if len(units) < line.quantity:
        raise ValidationError(none_left(line.product, line.sale.site, len(units)))
    take_along(units, movement)
    return units


def take_along(units: Iterable[Unit], movement: StockMovement) -> None:
    """The movement names its units; the database moves each on."""
    UnitStep.objects.bulk_create(UnitStep(unit=unit, movement=movement) for unit in units)


@transaction.atomic
def write_off_returns(reversal: Sale, *, reason: str, by: User, on: date) -> None:
    """What the reversal put back is not fit to be sold again: it leaves as breakage."""
    returns = StockMovement.objects.filter(sale_line__sale=reversal).select_related(
        "site", "product"
    )
    for back in returns.order_by("product_id", "pk"):
        _leave(
            back.product, site=back.site, kind=Kind.BREAKAGE, quantity=back.quantity,
            units=[step.unit for step in back.steps.select_related("unit").order_by("pk")],
            reason=reason, key=None, by=by, on=on,
        )  # fmt: skip


# Losses and transfers


@transaction.atomic
def lose(
    product: Product,
    *,
    site: Site,
    kind: str,
    reason: str,
    quantity: int | None = None,
    numbers: str = "",
    units: Iterable[Unit] = (),
    key: uuid.UUID | None = None,
    by: User,
    on: date,
) -> StockMovement:
    """So many, or these very pieces, are no longer there: lost, broken, stolen, past their date."""
    if earlier := already(key):
        return earlier
    must_be_tracked(product)
    lock([site], [product])
    if product.is_by_unit:
        units = list(units) or _named(product, numbers, site=site)
        quantity = len(units)
    else:
        units, quantity = [], positive(quantity)
        _enough(product, site, quantity)
    return _leave(
        product, site=site, kind=kind, quantity=quantity, units=units, reason=reason, key=key,
        by=by, on=on,
    )  # fmt: skip


def _leave(
    product: Product,
    *,
    site: Site,
    kind: str,
    quantity: int,
    units: list[Unit],
    reason: str,
    key: uuid.UUID | None,
    by: User,
    on: date,
) -> StockMovement:
    movement = write(
        StockMovement(
            key=key, site=site, product=product, kind=kind, quantity=-quantity, reason=reason,
            moved_on=on, moved_by=by,
        )
    )  # fmt: skip
    take_along(units, movement)
    journal.record("stock.lost", movement, by=by, quantity=quantity, kind=kind, reason=reason)
    return movement


@transaction.atomic
def transfer(
    product: Product,
    *,
    site: Site,
    to: Site,
    quantity: int | None = None,
    numbers: str = "",
    key: uuid.UUID | None = None,
    by: User,
    on: date,
) -> StockMovement:
    """So many pieces are at the other site; by unit, those named, or the first to expire."""
    if earlier := already(key):
        return earlier
    must_be_tracked(product)
    if site == to:
        raise ValidationError({"to": "Choisissez un autre point d’accueil que celui du départ."})
    lock([site, to], [product])
    units = _named(product, numbers, site=site) if product.is_by_unit and numbers.strip() else []
    quantity = len(units) or positive(quantity)
    if product.is_by_unit and not units:
        free = Unit.objects.for_sale_on(on).filter(product=product, site=site)
        units = list(free.first_to_expire()[:quantity])
        if len(units) < quantity:
            raise ValidationError({"quantity": none_left(product, site, len(units))})
    elif not product.is_by_unit:
        _enough(product, site, quantity)
    common = {"product": product, "moved_on": on, "moved_by": by}
    left = write(
        StockMovement(key=key, site=site, kind=Kind.TRANSFER_OUT, quantity=-quantity, **common)
    )
    take_along(units, left)
    arrived = write(
        StockMovement(site=to, kind=Kind.TRANSFER_IN, quantity=quantity, counterpart=left, **common)
    )
    take_along(units, arrived)
    journal.record("stock.transferred", left, by=by, quantity=quantity, to=to.code)
    return left


@transaction.atomic
def remove_expired(site: Site, *, by: User, on: date) -> int:
    """The pieces past their date have left the shelf; how many they were."""
    expired = Unit.objects.on_the_shelf().filter(site=site, expires_on__lt=on)
    by_product: dict[Product, list[Unit]] = {}
    for unit in expired.select_related("product").order_by("product_id", "pk"):
        by_product.setdefault(unit.product, []).append(unit)
    lock([site], by_product)
    for product, units in by_product.items():
        _leave(
            product, site=site, kind=Kind.EXPIRY, quantity=len(units), units=units,
            reason="Date passée", key=None, by=by, on=on,
        )  # fmt: skip
    return sum(len(units) for units in by_product.values())


@transaction.atomic
def track(product: Product, *, tracking: str, low_stock_at: int | None, by: User) -> Product:
    """The pieces are counted so from now on; changed only while no shelf holds any."""
    product = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    has_stock = StockLevel.objects.filter(product=product, quantity__gt=0).exists()
    if tracking != product.tracking and has_stock:
        raise ValidationError(
            {"tracking": "Cet article a encore des pièces en stock\u202f: son suivi ne peut pas"
             " changer."}
        )  # fmt: skip
    product.tracking = tracking
    product.low_stock_at = None if tracking == Tracking.NONE else low_stock_at
    product.clean_fields(exclude=["category_label"])
    product.save(update_fields=["tracking", "low_stock_at"])
    journal.record("product.tracked", product, by=by, tracking=tracking, low_stock_at=low_stock_at)
    return product


# What the verbs share


def write(movement: StockMovement) -> StockMovement:
    """The movement is written, and judged by the database."""
    movement.clean_fields(exclude=("site", "product", "moved_by", "sale_line", "counterpart"))
    movement.save(force_insert=True)
    return movement


def already(key: uuid.UUID | None) -> StockMovement | None:
    return StockMovement.objects.filter(key=key).first() if key else None


def must_be_tracked(product: Product) -> None:
    if not product.is_tracked:
        raise ValidationError(f"«\u202f{product}\u202f» n’est pas suivi en stock.")


def positive(quantity: int | None) -> int:
    if not quantity or not 0 < quantity <= 9999:
        raise ValidationError({"quantity": "Indiquez un nombre entier, de 1 à 9\u202f999."})
    return quantity


def level_of(product: Product, site: Site) -> int:
    """How many pieces the movements have left there."""
    level = StockLevel.objects.filter(site=site, product=product).first()
    return level.quantity if level else 0


def _enough(product: Product, site: Site, quantity: int) -> None:
    left = level_of(product, site)
    if quantity > left:
        raise ValidationError({"quantity": none_left(product, site, left)})


def _named(product: Product, text: str, *, site: Site) -> list[Unit]:
    """The pieces that these numbers name, all of them on this shelf; every wrong one is told."""
    numbers = numbering.listed(text)
    borne = known(numbers)
    units, faults = [], []
    for number in numbers:
        unit = borne.get(number)
        if unit is None or unit.product_id != product.pk:
            faults.append(
                f"Le numéro {number} n’est pas celui d’un «\u202f{product}\u202f» en stock."
            )
        elif unit.site_id != site.pk or unit.status not in Unit.ON_THE_SHELF:
            where = f"{unit.get_status_display()}, {unit.site}"
            faults.append(f"Le numéro {number} n’est plus sur ce rayon\u202f: {where}.")
        else:
            units.append(unit)
    if faults or not units:
        raise ValidationError({"numbers": faults or "Saisissez au moins un numéro."})
    return units
