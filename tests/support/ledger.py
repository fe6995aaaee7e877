"""The ledger, written to past the services and by SQL."""

import uuid
from decimal import Decimal

import pytest
from django.db import Error, connection, transaction

from recharges.models import Sale, SaleLine
from tests.support import factories


def refused_by(statement) -> str:
    """The name of the rule, or the words of the trigger, that refuse the statement."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(Error) as refusal, transaction.atomic():
            cursor.execute(statement)
    diagnosis = refusal.value.__cause__.diag
    return diagnosis.constraint_name or diagnosis.message_primary


def bare_sale(enrolment, **fields) -> Sale:
    """A row of the ledger written past the services, with the next number of its series."""
    latest = Sale.objects.filter(series="A2016").order_by("-number").first()
    boring = {
        "key": uuid.uuid4(),
        "enrolment": enrolment,
        "site": factories.site(),
        "series": "A2016",
        "number": latest.number + 1 if latest else 1,
        "sold_on": factories.DAY,
        "payment": Sale.Payment.CASH,
    }
    with transaction.atomic():
        return Sale.objects.bulk_create([Sale(**boring | fields)])[0]


def bare_line(sale, product, quantity=1, paid="5.00") -> SaleLine:
    with transaction.atomic():
        line = SaleLine(
            sale=sale, product=product, quantity=quantity, paid=Decimal(paid), public_price=10
        )
        return SaleLine.objects.bulk_create([line])[0]


def rule_of(refusal) -> str:
    return refusal.value.__cause__.diag.constraint_name
