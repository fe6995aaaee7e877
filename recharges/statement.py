"""What somebody's file shows of one enrolment: the twelve months, the sales, what is left."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from beneficiaries.models import Enrolment
from pimms.kernel.money import ZERO
from recharges import allowances, months
from recharges.allowances import Allowance
from recharges.models import Sale
from recharges.months import Box


@dataclass(frozen=True)
class Statement:
    """One enrolment as it stands on one day. `sales` are newest first, reversed ones included."""

    enrolment: Enrolment
    is_running: bool
    boxes: tuple[Box, ...]
    sales: tuple[Sale, ...]
    allowances: tuple[Allowance, ...]  # empty when the enrolment is not running
    paid: Decimal
    saving: Decimal


def of(enrolment: Enrolment, *, on: date) -> Statement:
    """Four queries, however many sales there are."""
    sales = tuple(Sale.objects.on_statement_of(enrolment))
    standing = [sale for sale in sales if not sale.is_reversed]
    is_running = on in enrolment.period
    return Statement(
        enrolment=enrolment,
        is_running=is_running,
        boxes=months.boxes(
            enrolment.period, ((sale.sold_on, sale.paid) for sale in standing), on=on
        ),
        sales=sales,
        allowances=tuple(allowances.of(enrolment, on=on)) if is_running else (),
        paid=sum((sale.paid for sale in standing), ZERO),
        saving=sum((sale.saving for sale in standing), ZERO),
    )
