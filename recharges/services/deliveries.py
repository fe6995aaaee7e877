"""Deliveries: so many of a product, or each of its pieces by its number."""

import uuid
from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import Site, User
from recharges import serials as numbering
from recharges import vault
from recharges.models import Product, StockMovement, Unit, sort_of

from . import stock

Kind = StockMovement.Kind


@transaction.atomic
def receive(
    product: Product,
    *,
    site: Site,
    quantity: int | None = None,
    numbers: str = "",
    expires_on: date | None = None,
    reference: str = "",
    key: uuid.UUID | None = None,
    by: User,
    on: date,
) -> StockMovement:
    """A delivery is on the shelf: so many, or each piece of a list of numbers, a line each.

    `expires_on` is for the lines that say nothing else. Sent twice with one key, it is one
    delivery. Raises ValidationError that tells every bad line; then nothing is received.
    """
    if earlier := stock.already(key):
        return earlier
    stock.must_be_tracked(product)
    pieces = _pieces(product, numbers, expires_on, on=on) if product.is_by_unit else []
    movement = stock.write(
        StockMovement(
            key=key, site=site, product=product, kind=Kind.RECEIPT, reference=reference,
            quantity=len(pieces) if product.is_by_unit else stock.positive(quantity),
            moved_on=on, moved_by=by,
        )
    )  # fmt: skip
    units = [_unit_of(piece, movement) for piece in pieces]
    Unit.objects.bulk_create(units)
    stock.take_along(units, movement)
    journal.record("stock.received", movement, by=by, quantity=movement.quantity)
    return movement


def _pieces(
    product: Product, text: str, expires_on: date | None, *, on: date
) -> list[numbering.Piece]:
    pieces, faults = numbering.read(text, sort=sort_of(product), on=on)
    if expires_on and expires_on < on:
        raise ValidationError({"expires_on": "Cette date est passée\u202f: vérifiez la livraison."})
    known = stock.known(number for piece in pieces for number in (piece.number, piece.serial))
    for piece in pieces:
        if unit := known.get(piece.number) or known.get(piece.serial):
            faults[piece.place] = _already_there(unit)
    if faults:
        raise ValidationError(
            {"numbers": [f"Ligne {place}\u202f: {faults[place]}." for place in sorted(faults)]}
        )
    if not pieces:
        raise ValidationError({"numbers": "Saisissez au moins un numéro."})
    return [replace(piece, expires_on=piece.expires_on or expires_on) for piece in pieces]


def _already_there(unit: Unit) -> str:
    noun = "code" if unit.kind == Unit.Kind.CODE else "numéro"
    received = f"reçu le {unit.received.moved_on:%d/%m/%Y}"
    left: dict[str, str] = {Unit.Status.SOLD: "vendu depuis", Unit.Status.LOST: "sorti depuis"}
    if gone := left.get(unit.status):
        return f"ce {noun} est déjà passé en stock ({received}, {gone})"
    return f"ce {noun} est déjà en stock ({received})"


def _unit_of(piece: numbering.Piece, movement: StockMovement) -> Unit:
    kind, _ = numbering.nature_of(piece.number, sort=sort_of(movement.product))
    secret = kind == Unit.Kind.CODE
    return Unit(
        product=movement.product,
        site=movement.site,
        kind=kind,
        serial=piece.serial if secret else piece.number,
        code=vault.seal(piece.number) if secret else "",
        fingerprint=vault.fingerprint(piece.number),
        expires_on=piece.expires_on,
        received=movement,
    )
