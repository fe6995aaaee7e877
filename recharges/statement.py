"""What somebody's file shows of one enrolment: the twelve months, the sales, what is left."""

from collections.abc import Iterable
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
class Brief:
    """One enrolment as it stands on one day, in sums."""

    enrolment: Enrolment
    is_running: bool
    boxes: tuple[Box, ...]
    allowances: tuple[Allowance, ...]  # empty when the enrolment is not running
    paid: Decimal
    saving: Decimal


@dataclass(frozen=True)
class Statement(Brief):
    """The same with its sales, newest first, reversed ones included."""

    sales: tuple[Sale, ...]


def in_brief(enrolment: Enrolment, *, on: date) -> Brief:
    """Three queries, however many sales there are."""
    standing = Sale.objects.counted_with(enrolment).standing().with_totals()
    return Brief(**_sums(enrolment, standing.values_list("sold_on", "paid", "saving"), on=on))


def statement_of(enrolment: Enrolment, *, on: date) -> Statement:
    """Four queries, however many sales there are."""
    sales = tuple(Sale.objects.on_statement_of(enrolment))
    standing = [(each.sold_on, each.paid, each.saving) for each in sales if not each.is_reversed]
    return Statement(sales=sales, **_sums(enrolment, standing, on=on))


def _sums(
    enrolment: Enrolment, standing: Iterable[tuple[date, Decimal, Decimal]], *, on: date
) -> dict:
    """The day of each sale that stands, what was paid and what was saved, made into a `Brief`."""
    standing, is_running = list(standing), on in enrolment.period
    return {
        "enrolment": enrolment,
        "is_running": is_running,
        "boxes": months.boxes(enrolment.period, ((day, paid) for day, paid, _ in standing), on=on),
        "allowances": tuple(allowances.allowances_for(enrolment, on=on)) if is_running else (),
        "paid": sum((paid for _, paid, _ in standing), ZERO),
        "saving": sum((saving for _, _, saving in standing), ZERO),
    }
