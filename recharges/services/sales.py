"""The till's verbs: sell, and reverse."""

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from beneficiaries import entitlement
from beneficiaries.models import Assessment, Beneficiary, Enrolment
from beneficiaries.services import open_at_first_purchase
from partners.models import Organisation
from pimms.kernel.models import last_of
from recharges import allowances, witness
from recharges.models import Product, Sale, SaleLine

from . import stock, till

_FOREIGN = (
    "enrolment", "site", "sold_by", "reverses", "payer", "overridden_by", "till_session",
)  # fmt: skip


@transaction.atomic
def sell(
    enrolment: Enrolment,
    *,
    quantities: dict[Product, int],
    payment: str,
    key: uuid.UUID,
    payer: Organisation | None = None,
    cheque_number: str = "",
    allocation: str = "",
    allocation_note: str = "",
    acknowledged: frozenset[int] = frozenset(),
    override: str = "",
    serials: tuple[str, ...] = (),
    by: User,
    on: date,
) -> Sale:
    """The person leaves with the articles and a receipt number, at the day's solidarity prices.

    Sent twice with the same key, it is one sale. Free, it is an exceptional allocation: it has a
    reason and no cap counts it. `acknowledged` are the advisory caps that were read and passed
    over; `override` is the director's reason for passing the others; `serials` name the pieces
    that are handed over. Raises ValidationError when a cap, the end of the twelve months or an
    empty shelf refuses; the database refuses the same to whoever comes another way.
    """
    opened_for = enrolment.beneficiary_id
    enrolment, sharers = _locked(enrolment)
    if earlier := Sale.objects.filter(key=key, enrolment=enrolment).first():
        return earlier
    _refuse_what_was_reunited(enrolment, opened_for=opened_for)
    _refuse_outside_the_twelve_months(enrolment, on=on)
    sale = Sale(
        enrolment=enrolment,
        site=by.site,
        sold_on=on,
        payment=payment,
        key=key,
        payer=payer,
        cheque_number=cheque_number,
        allocation=allocation,
        allocation_note=allocation_note,
    )
    _refuse_terms_left_out(sale)
    lines = _priced(quantities, on=on, free=payment == Sale.Payment.FREE)
    _hold_to_the_caps(
        sale, lines, sharers=sharers, acknowledged=acknowledged, override=override, by=by
    )
    stock.hold(sale.site, quantities=_pieces(lines), serials=serials, on=on)
    _write(sale, lines, by=by)
    for line in lines:
        stock.give_out(line, serials=serials, on=on)
    details = {"override": sale.override_reason} if sale.overridden_by else {}
    journal.record("sale.made", sale, by=by, **details)
    return sale


@transaction.atomic
def sell_first(assessment: Assessment, *, by: User, on: date, **terms: Any) -> Sale:
    """The twelve months of whoever was admitted open with this first purchase, a setting of the
    programme; `terms` are those of `sell`."""
    return sell(open_at_first_purchase(assessment, by=by, on=on), by=by, on=on, **terms)


def _locked(enrolment: Enrolment) -> tuple[Enrolment, list[Beneficiary]]:
    """The enrolment as it now stands, and the person with whoever shares their caps, held until
    we commit in the same order as the trigger of the caps holds them.

    Always in this order: the people, the shelves by product, the receipt numbers.
    """
    people = Beneficiary.objects.sharing_with(enrolment.beneficiary_id)
    sharers = list(people.select_for_update(of=["self"], no_key=True))
    enrolment = Enrolment.objects.select_related("absorbed_by").get(pk=enrolment.pk)
    held = {person.pk: person for person in sharers}
    if enrolment.beneficiary_id in held:
        enrolment.beneficiary = held[enrolment.beneficiary_id]
    return enrolment, sharers


def _refuse_what_was_reunited(enrolment: Enrolment, *, opened_for: int) -> None:
    person = enrolment.beneficiary
    moved = opened_for != person.pk or enrolment.absorbed_by_id
    if moved or person.merged_into:
        raise ValidationError(
            f"Ce dossier vient d’être réuni avec celui de {person.survivor}\u202f: rien n’est"
            " vendu. Recommencez la vente depuis son dossier."
        )


def _refuse_outside_the_twelve_months(enrolment: Enrolment, *, on: date) -> None:
    if on not in enrolment.period:
        raise ValidationError(
            f"Vente impossible le {on:%d/%m/%Y}\u202f: l’inscription va du"
            f" {enrolment.period.lower:%d/%m/%Y} au {enrolment.last_day:%d/%m/%Y}."
        )
    rights = entitlement.state(enrolment, on=on)
    if rights.name == "suspended":
        raise ValidationError(
            f"Droits suspendus depuis le {rights.since:%d/%m/%Y}"
            f" ({rights.movement.motive_in_words.lower()})\u202f: reprenez-les d’abord."
        )


def _refuse_terms_left_out(sale: Sale) -> None:
    """Who pays, why it is free: what the payment asks for is said, and nothing else is kept."""
    if sale.payment != Sale.Payment.THIRD_PARTY:
        sale.payer = None
    elif sale.payer is None:
        raise ValidationError({"payer": "Dites quel organisme prend la vente en charge."})
    if sale.payment != Sale.Payment.CHEQUE:
        sale.cheque_number = ""
    if sale.payment != Sale.Payment.FREE:
        sale.allocation = sale.allocation_note = ""
    elif not sale.allocation:
        raise ValidationError({"allocation": "Dites pourquoi ces articles sont donnés."})
    elif sale.allocation == Sale.Allocation.OTHER and not sale.allocation_note:
        raise ValidationError({"allocation_note": "Dites cet autre motif en quelques mots."})


def _priced(quantities: dict[Product, int], *, on: date, free: bool) -> list[SaleLine]:
    """The lines, not yet written, at the prices of the day; what is given is paid nothing."""
    priced = _for_sale([product for product in quantities if quantities[product]], on=on)
    lines = []
    for product, quantity in quantities.items():
        if not quantity:
            continue
        if product.pk not in priced:
            raise ValidationError(
                f"{product} n’est pas en vente le {on:%d/%m/%Y}\u202f: retirez-le de la vente."
            )
        article = priced[product.pk]
        lines.append(
            SaleLine(
                kind=SaleLine.Kind.ALLOCATION if free else SaleLine.Kind.SOLD,
                product=article,
                quantity=quantity,
                paid=0 if free else article.solidarity * quantity,
                public_price=article.public,
            )
        )
    if not lines:
        raise ValidationError("Choisissez au moins un article.")
    return lines


def _for_sale(products: list[Product], *, on: date) -> dict[int, Product]:
    """Those of the products that are for sale that day, with their prices, by number.

    What the page just read as for sale that day is not read again.
    """
    if all(getattr(product, "read_for", None) == on for product in products):
        return {product.pk: product for product in products}
    return Product.objects.for_sale_on(on).in_bulk([product.pk for product in products])


def _pieces(lines: list[SaleLine]) -> dict[Product, int]:
    return {line.product: line.quantity for line in lines}


def _hold_to_the_caps(
    sale: Sale,
    lines: list[SaleLine],
    *,
    sharers: list[Beneficiary],
    acknowledged: frozenset[int],
    override: str,
    by: User,
) -> None:
    """The lines pass no cap, or the director says why they may; advice was read."""
    wishes = [line for line in lines if not line.is_allocation]
    standing = allowances.allowances_for(sale.enrolment, on=sale.sold_on, sharers=sharers)
    over = allowances.passed(standing, wishes)
    if reasons := [each.refusal for each in over if not each.cap.is_advisory]:
        if not (override and by.is_director):
            raise ValidationError(reasons)
        sale.override_reason, sale.overridden_by = override, by
        sale.overridden = "\n".join(reasons)
    advice = [each.advice for each in over if each.cap.is_advisory]
    if not {each.cap.pk for each in over if each.cap.is_advisory} <= acknowledged:
        raise ValidationError({"acknowledged": advice})


@transaction.atomic
def reverse(sale: Sale, *, reason: str, unfit: bool = False, by: User, on: date) -> Sale:
    """The sale no longer counts: a mirrored entry stands beside it, with its reason.

    What it took is back on the shelf, unless it is `unfit` to be sold again.
    """
    _locked(sale.enrolment)
    sale = Sale.objects.select_for_update(of=["self"]).get(pk=sale.pk)
    if sale.reverses_id:
        raise ValidationError("Ce reçu est déjà une annulation\u202f: refaites plutôt la vente.")
    if Sale.objects.filter(reverses=sale).exists():
        raise ValidationError(f"Le reçu {sale.receipt} est déjà annulé.")
    lines = list(sale.lines.in_order())
    mirror = Sale(
        enrolment_id=sale.enrolment_id,
        site=by.site,
        sold_on=on,
        payment=sale.payment,
        payer_id=sale.payer_id,
        reverses=sale,
        reason=reason,
    )
    stock.lock([mirror.site], [line.product for line in lines if line.product.is_tracked])
    taken_back = [
        SaleLine(
            kind=line.kind,
            product=line.product,
            quantity=-line.quantity,
            paid=-line.paid,
            public_price=line.public_price,
        )
        for line in lines
    ]
    _write(mirror, taken_back, by=by)
    if unfit:
        stock.write_off_returns(mirror, reason=reason, by=by, on=on)
    journal.record("sale.reversed", mirror, by=by, receipt=sale.receipt, reason=reason)
    return mirror


def _write(sale: Sale, lines: list[SaleLine], *, by: User) -> None:
    """The sale and its lines are in the ledger; the database judges them, and has the last word."""
    sale.sold_by, sale.seller_name = by, by.name
    sale.till_session = till.running(sale.site, on=sale.sold_on)
    sale.series = f"{sale.site.code}{sale.sold_on.year}"
    for line in lines:
        line.clean_fields(exclude=("sale", "product"))
    sale.clean_fields(exclude=("number", *_FOREIGN))
    # From here on the other tills of the site wait for us.
    sale.number = last_of(sale.series) + 1
    sale.save(force_insert=True)
    for line in lines:
        line.sale = sale
    SaleLine.objects.bulk_create(lines)
    witness.will_see(("receipts", sale.series))
