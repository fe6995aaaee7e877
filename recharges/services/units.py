"""One piece at a time: put back for sale, written off, its code shown to whoever sold it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from accounts import journal
from accounts.models import Entry, User
from recharges import vault
from recharges.models import Sale, StockMovement, Unit

from . import stock

Kind = StockMovement.Kind
_SHOWN = "unit.code_shown"


@transaction.atomic
def put_back(unit: Unit, *, reason: str, by: User, on: date) -> Unit:
    """A piece that came back, or was found again, is for sale."""
    unit = _locked(unit)
    stock.lock([unit.site], [unit.product])
    if unit.status not in (Unit.Status.RETURNED, Unit.Status.LOST):
        raise ValidationError(
            f"Cette pièce est {unit.get_status_display()}\u202f: elle n’a pas à être remise."
        )
    back = unit.status == Unit.Status.RETURNED
    movement = stock.write(
        StockMovement(
            site=unit.site,
            product=unit.product,
            kind=Kind.CHECK if back else Kind.INVENTORY,
            quantity=0 if back else 1,
            reason=reason,
            moved_on=on,
            moved_by=by,
        )
    )
    stock.take_along([unit], movement)
    journal.record("unit.put_back", unit, by=by, reason=reason)
    unit.refresh_from_db()
    return unit


@transaction.atomic
def write_off(unit: Unit, *, kind: str, reason: str, by: User, on: date) -> Unit:
    """The piece has left the stock for good: lost, broken, stolen, past its date."""
    unit = _locked(unit)
    if unit.status not in Unit.ON_THE_SHELF:
        raise ValidationError(
            f"Cette pièce est {unit.get_status_display()}\u202f: elle n’est pas en stock."
        )
    stock.lose(unit.product, site=unit.site, kind=kind, reason=reason, units=[unit], by=by, on=on)
    unit.refresh_from_db()
    return unit


def _locked(unit: Unit) -> Unit:
    units = Unit.objects.select_related("product", "site").select_for_update(of=["self"])
    return units.get(pk=unit.pk)


@dataclass(frozen=True)
class Code:
    """A code in clear, for the page or the slip of the sale just made."""

    unit: Unit
    text: str

    @property
    def spaced(self) -> str:
        """By groups of four, as it is dialled."""
        return "\u00a0".join(self.text[n : n + 4] for n in range(0, len(self.text), 4))


def codes_of(sale: Sale) -> QuerySet[Unit]:
    return Unit.objects.filter(sale_line__sale=sale, kind=Unit.Kind.CODE)


def has_codes(sale: Sale) -> bool:
    return codes_of(sale).exists()


def first_shown_at(sale: Sale) -> datetime | None:
    """When a code of the sale was first read, as the journal says; None while none was."""
    things = [
        f"{Unit._meta.label_lower}:{pk}" for pk in codes_of(sale).values_list("pk", flat=True)
    ]
    shown = Entry.objects.filter(thing__in=things, verb=_SHOWN).order_by("at")
    return shown.values_list("at", flat=True).first()


def may_see_codes(sale: Sale, *, seller: User, on: date) -> bool:
    """Whoever made the sale, on its day, while it stands and its codes are the person's."""
    return sale.sold_by_id == seller.pk and sale.sold_on == on and has_codes(sale)


@transaction.atomic
def show_codes(sale: Sale, *, by: User, on: date) -> list[Code]:
    """The codes of the sale, each with its line in the journal."""
    if not may_see_codes(sale, seller=by, on=on):
        raise ValidationError("Un code se montre à qui a fait la vente, le jour même.")
    codes = []
    for unit in codes_of(sale).select_related("product").order_by("sale_line", "pk"):
        codes.append(Code(unit, vault.unseal(unit.code)))
        journal.record(_SHOWN, unit, by=by, receipt=sale.receipt)
    return codes
