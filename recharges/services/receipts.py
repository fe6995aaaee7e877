"""Printing a receipt: the first is the original, the others are duplicates."""

from datetime import datetime

from django.db import transaction

from accounts import journal
from accounts.models import User
from recharges.models import ReceiptPrint, Sale


@transaction.atomic
def print_receipt(sale: Sale, *, paper: str, by: User, at: datetime) -> ReceiptPrint:
    """The receipt is printed once more, and its number says how many times it has been."""
    Sale.objects.select_for_update(of=["self"], no_key=True).get(pk=sale.pk)
    printed = ReceiptPrint.objects.create(
        sale=sale,
        number=ReceiptPrint.objects.filter(sale=sale).count() + 1,
        paper=paper,
        printed_at=at,
        printed_by=by,
    )
    journal.record("sale.receipt_printed", sale, by=by, number=printed.number, paper=paper)
    return printed
