"""The twelve months of an enrolment as twelve boxes: what was paid in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.db.backends.postgresql.psycopg_any import DateRange

from beneficiaries.models.enrolments import MONTHS
from pimms.kernel.money import ZERO
from pimms.kernel.periods import add_months, last_day
from pimms.kernel.templatetags.french import NO_BREAK, euros, month_name


class State(StrEnum):
    PAST = "past"
    CURRENT = "current"
    FUTURE = "future"


@dataclass(frozen=True)
class Box:
    """One month of the twelve; it opens on the same day of the month as the enrolment."""

    number: int  # 1 to 12
    period: DateRange
    paid: Decimal
    state: State

    @property
    def label(self) -> str:
        """The day it opens: `15 mars`, or the month alone when that is the first."""
        opens_on = self.period.lower
        name = month_name(opens_on)
        return name if opens_on.day == 1 else f"{opens_on.day}{NO_BREAK}{name}"

    @property
    def last_day(self) -> date:
        return last_day(self.period)

    @property
    def amount(self) -> str:
        """What is written in the box: nothing before it opens, a dash when nothing was paid."""
        if self.paid:
            return euros(self.paid)
        return "" if self.state == State.FUTURE else "—"


def boxes(
    period: DateRange, payments: Iterable[tuple[date, Decimal]], *, on: date
) -> tuple[Box, ...]:
    """The twelve boxes of that period, with the payments that fall into each."""
    payments = list(payments)
    return tuple(_box(number, period, payments, on=on) for number in range(1, MONTHS + 1))


def _box(number, period, payments, *, on) -> Box:
    opens_on = add_months(period.lower, number - 1)
    month = DateRange(opens_on, add_months(period.lower, number))
    state = State.PAST if month.upper <= on else State.CURRENT if on in month else State.FUTURE
    paid = sum((amount for day, amount in payments if day in month), ZERO)
    return Box(number, month, paid, state)
