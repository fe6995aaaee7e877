"""The till's verbs: sell, and reverse."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from beneficiaries.models import Beneficiary, Enrolment
from pimms.kernel.models import last_of
from recharges import allowances
from recharges.allowances import Wish
from recharges.models import Product, Sale, SaleLine


@transaction.atomic
def sell(
    enrolment: Enrolment,
    *,
    quantities: dict[Product, int],
    payment: str,
    key: uuid.UUID,
    by: User,
    on: date,
) -> Sale:
    """The person leaves with the articles and a receipt number, at the day's solidarity prices.

    Sent twice with the same key, it is one sale. Raises ValidationError when a cap or the end of
    the twelve months refuses; the database refuses the same to whoever comes another way.
    """
    enrolment = _locked(enrolment)
    if earlier := Sale.objects.filter(key=key, enrolment=enrolment).first():
        return earlier
    if on not in enrolment.period:
        raise ValidationError(
            f"Vente impossible le {on:%d/%m/%Y}\u202f: l’inscription va du"
            f" {enrolment.period.lower:%d/%m/%Y} au {enrolment.last_day:%d/%m/%Y}."
        )
    wishes = _priced({product: n for product, n in quantities.items() if n}, on=on, payment=payment)
    if not wishes:
        raise ValidationError("Choisissez au moins un article.")
    if reasons := allowances.refusals(
        allowances.of(enrolment, on=on), [wish for wish, _ in wishes]
    ):
        raise ValidationError(reasons)
    sale = _write(
        Sale(enrolment=enrolment, site=by.site, sold_on=on, payment=payment, key=key), by=by
    )
    for wish, public_price in wishes:
        _write_line(sale, wish.product, wish.quantity, wish.paid, public_price)
    journal.record("sale.made", sale, by=by)
    return sale


def _locked(enrolment: Enrolment) -> Enrolment:
    """The enrolment as it is once its person is ours alone. Raises ValidationError when two files
    were merged meanwhile, and this one is no longer the person's or counts with another."""
    person = Beneficiary.objects.select_for_update(of=["self"], no_key=True).get(
        pk=enrolment.beneficiary_id
    )
    now = Enrolment.objects.get(pk=enrolment.pk)
    if person.merged_into_id or now.beneficiary_id != person.pk or now.absorbed_by_id:
        raise ValidationError(
            f"Ce dossier vient d’être réuni avec celui de {now.beneficiary.survivor}\u202f: rien"
            " n’est vendu. Recommencez la vente depuis son dossier."
        )
    return now


def _priced(quantities, *, on, payment):
    """[(Wish, public price)] at the prices of the day; a free sale is paid nothing."""
    priced = {p.pk: p for p in Product.objects.for_sale_on(on)}
    lines = []
    for product, quantity in quantities.items():
        if product.pk not in priced:
            raise ValidationError(f"{product} n’est pas en vente le {on:%d/%m/%Y}.")
        price = priced[product.pk]
        paid = 0 if payment == Sale.Payment.FREE else price.solidarity * quantity
        lines.append((Wish(product, quantity, paid), price.public))
    return lines


@transaction.atomic
def reverse(sale: Sale, *, reason: str, by: User, on: date) -> Sale:
    """The sale no longer counts: a mirrored entry stands beside it, with its reason."""
    sale = Sale.objects.select_for_update(of=["self"]).get(pk=sale.pk)
    if sale.reverses_id:
        raise ValidationError("Ceci est déjà une annulation.")
    if Sale.objects.filter(reverses=sale).exists():
        raise ValidationError(f"Le reçu {sale.receipt} est déjà annulé.")
    mirror = _write(
        Sale(
            enrolment_id=sale.enrolment_id,
            site=by.site,
            sold_on=on,
            payment=sale.payment,
            reverses=sale,
            reason=reason,
        ),
        by=by,
    )
    for line in sale.lines.order_by("pk"):
        _write_line(mirror, line.product, -line.quantity, -line.paid, line.public_price)
    journal.record("sale.reversed", mirror, by=by, receipt=sale.receipt, reason=reason)
    return mirror


def _write(sale: Sale, *, by: User) -> Sale:
    sale.series = f"{sale.site.code}{sale.sold_on.year}"
    sale.number = last_of(sale.series) + 1
    sale.sold_by, sale.seller_name = by, by.name
    sale.clean_fields(exclude=("enrolment", "site", "sold_by", "reverses"))
    sale.save(force_insert=True)  # the database judges the rest, and has the last word anyway
    return sale


def _write_line(sale, product, quantity, paid, public_price) -> None:
    line = SaleLine(
        sale=sale, product=product, quantity=quantity, paid=paid, public_price=public_price
    )
    line.clean_fields(exclude=("sale", "product"))
    line.save(force_insert=True)
