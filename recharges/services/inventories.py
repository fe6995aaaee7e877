"""Counting the shelves: what was found is written first, what differs is confirmed after."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import Site, User
from recharges.models import Inventory, InventoryLine, Product, StockLevel, StockMovement, Unit

from . import stock


@transaction.atomic
def count(
    site: Site,
    *,
    counts: dict[Product, int],
    missing: Iterable[Unit] = (),
    key: uuid.UUID,
    by: User,
    on: date,
) -> Inventory:
    """What was counted stands beside what was expected; nothing has moved yet.

    A product followed by unit is counted by the units that were not found. Sent twice with one
    key, it is one inventory.
    """
    if earlier := Inventory.objects.filter(key=key).first():
        return earlier
    if not counts:
        raise ValidationError("Comptez au moins un article.")
    if Inventory.objects.filter(site=site, status=Inventory.Status.COUNTED).exists():
        raise ValidationError("Un inventaire attend déjà d’être confirmé ici.")
    levels = StockLevel.objects.filter(site=site, product__in=counts)
    expected = dict(levels.values_list("product", "quantity"))
    lost: dict[int, list[Unit]] = {}
    for unit in missing:
        lost.setdefault(unit.product_id, []).append(unit)
    inventory = Inventory.objects.create(key=key, site=site, counted_on=on, counted_by=by)
    for product, counted in counts.items():
        there, gone = expected.get(product.pk, 0), lost.get(product.pk, [])
        if product.is_by_unit:
            counted = there - len(gone)
        line = InventoryLine(inventory=inventory, product=product, expected=there, counted=counted)
        line.clean_fields(exclude=["inventory", "product"])
        line.save(force_insert=True)
        line.missing.set(gone)
    journal.record("inventory.counted", inventory, by=by)
    return inventory


@transaction.atomic
def confirm(inventory: Inventory, *, reason: str, by: User, on: date) -> Inventory:
    """What differed has moved: the shelves hold what was found, and the reason is kept."""
    inventory = _open(inventory)
    lines = inventory.lines.select_related("product").order_by("product_id")
    differing = [line for line in lines if line.difference]
    stock.lock([inventory.site], [line.product for line in differing])
    for line in differing:
        _settle(line, site=inventory.site, reason=reason, by=by, on=on)
    return _close(inventory, Inventory.Status.CONFIRMED, reason=reason, by=by, on=on)


def _settle(line: InventoryLine, *, site: Site, reason: str, by: User, on: date) -> None:
    left = stock.level_of(line.product, site)
    if left + line.difference < 0:
        raise ValidationError(
            f"«\u202f{line.product}\u202f»\u202f: il n’en reste que {left} depuis le comptage."
            " Abandonnez cet inventaire et recomptez."
        )
    missing = list(line.missing.order_by("pk"))
    for unit in missing:
        if unit.site_id != site.pk or unit.status not in Unit.ON_THE_SHELF:
            raise ValidationError(
                f"«\u202f{line.product}\u202f», {unit}\u202f: {unit.get_status_display()} depuis"
                " le comptage. Abandonnez cet inventaire et recomptez."
            )
    movement = stock.write(
        StockMovement(
            site=site,
            product=line.product,
            kind=StockMovement.Kind.INVENTORY,
            quantity=line.difference,
            reason=reason,
            moved_on=on,
            moved_by=by,
        )
    )
    stock.take_along(missing, movement)


@transaction.atomic
def drop(inventory: Inventory, *, reason: str, by: User, on: date) -> Inventory:
    """The count is put aside; nothing moves."""
    return _close(_open(inventory), Inventory.Status.DROPPED, reason=reason, by=by, on=on)


def _open(inventory: Inventory) -> Inventory:
    inventories = Inventory.objects.select_related("site").select_for_update(of=["self"])
    inventory = inventories.get(pk=inventory.pk)
    if not inventory.is_open:
        raise ValidationError(f"Cet inventaire est déjà {inventory.get_status_display()}.")
    return inventory


def _close(inventory: Inventory, status: str, *, reason: str, by: User, on: date) -> Inventory:
    inventory.status, inventory.reason = status, reason
    inventory.closed_by, inventory.closed_on = by, on
    inventory.clean_fields(exclude=["site", "counted_by", "closed_by"])
    inventory.save(update_fields=["status", "reason", "closed_by", "closed_on"])
    journal.record(f"inventory.{status}", inventory, by=by, reason=reason)
    return inventory
