"""What somebody may still buy, and why not more: the caps, in numbers and in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from beneficiaries.models import Enrolment
from pimms.kernel import periods
from pimms.kernel.money import ZERO
from pimms.kernel.templatetags.french import day, euros
from recharges.models import Cap, Product, SaleLine


@dataclass(frozen=True)
class Bought:
    """One line of the ledger, as far as the caps look at it."""

    sold_on: date
    enrolment_id: int
    product: Product
    quantity: int
    paid: Decimal


@dataclass(frozen=True)
class Allowance:
    """One cap as it stands for one person on one day."""

    cap: Cap
    used: Decimal
    opens_on: date | None  # the day the count starts again; None: not within these twelve months

    @property
    def left(self) -> Decimal:
        return max(self.cap.limit - self.used, ZERO)

    @property
    def is_used_up(self) -> bool:
        return not self.left

    def amount(self, value: Decimal) -> str:
        """A quantity or a sum in the cap's own measure: `2`, `15,00 €`."""
        return euros(value) if self.cap.measure == Cap.Measure.EUROS else f"{value:.0f}"

    @property
    def rest(self) -> str:
        """What is left of the limit: `1 sur 2`, `15,00 € sur 30,00 €`."""
        return f"{self.amount(self.left)} sur {self.amount(self.cap.limit)}"

    @property
    def percent(self) -> int:
        """How much of the limit is used, from 0 to 100."""
        return min(int(100 * self.used / self.cap.limit), 100) if self.cap.limit else 100

    @property
    def refusal(self) -> str:
        """Which rule refuses, what is left, and when it opens again."""
        rest = f"il reste {self.amount(self.left)}" if self.left else "il ne reste rien"
        opens = f"\u202f; le compte repart le {day(self.opens_on)}" if self.opens_on else ""
        return (
            f"{self.cap.subject}\u202f: au plus {self.amount(self.cap.limit)}"
            f" {self.cap.get_span_display()}, {rest}{opens}."
        )


@dataclass(frozen=True)
class Wish:
    """A line somebody would like to buy; `paid` is for the whole line."""

    product: Product
    quantity: int
    paid: Decimal


def of(enrolment: Enrolment, *, on: date) -> list[Allowance]:
    """Every cap in force that day with what the person has used of it; two queries."""
    caps = (
        Cap.objects.filter(period__contains=on)
        .select_related("product")
        .order_by("product__reference", "span", "pk")
    )
    return standing(caps, bought(enrolment, on=on), enrolment=enrolment, on=on)


def bought(enrolment: Enrolment, *, on: date) -> list[Bought]:
    """What the person bought in these twelve months or in that month, reversed sales aside."""
    month = periods.month(on)
    lines = SaleLine.objects.filter(sale__reverses=None, sale__reversal=None)
    counted = Q(sale__enrolment=enrolment) | Q(sale__enrolment__absorbed_by=enrolment)
    theirs = lines.filter(counted) | lines.filter(
        sale__enrolment__beneficiary=enrolment.beneficiary_id,
        sale__sold_on__gte=month.lower,
        sale__sold_on__lt=month.upper,
    )
    return [
        Bought(
            line.sale.sold_on,
            line.sale.enrolment.absorbed_by_id or line.sale.enrolment_id,
            line.product,
            line.quantity,
            line.paid,
        )
        for line in theirs.select_related("product", "sale__enrolment")
    ]


def standing(
    caps: Iterable[Cap], lines: Iterable[Bought], *, enrolment: Enrolment, on: date
) -> list[Allowance]:
    """What `lines` have used of each cap on that day.

    A month is a calendar month of the person, across enrolments; the twelve months are the
    enrolment's. Source: the desk register's rules 3 and 4.
    """
    month = periods.month(on)
    return [
        Allowance(
            cap=cap,
            used=sum(
                (
                    cap.measures(quantity=line.quantity, paid=line.paid)
                    for line in lines
                    if cap.covers(line.product)
                    and (
                        month.lower <= line.sold_on < month.upper
                        if cap.span == Cap.Span.MONTH
                        else line.enrolment_id == enrolment.pk
                    )
                ),
                ZERO,
            ),
            opens_on=month.upper
            if cap.span == Cap.Span.MONTH and month.upper in enrolment.period
            else None,
        )
        for cap in caps
    ]


def refusals(allowances: Iterable[Allowance], wishes: Iterable[Wish]) -> list[str]:
    """Why these lines together would pass a cap, in words; empty when they do not."""
    wishes = list(wishes)
    return [allowance.refusal for allowance in allowances if _is_passed(allowance, wishes)]


def _is_passed(allowance: Allowance, wishes: list[Wish]) -> bool:
    cap = allowance.cap
    asked = [
        cap.measures(quantity=wish.quantity, paid=wish.paid)
        for wish in wishes
        if cap.covers(wish.product)
    ]
    return bool(asked) and allowance.used + sum(asked) > cap.limit
