"""What if: sales that were made, judged again in their order under other caps or prices.

Decides without the database. Only sales that were made can be replayed: what wider caps would have
let people buy besides is not known.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from django.db.backends.postgresql.psycopg_any import DateRange

from pimms.kernel.money import ZERO
from recharges.models import Cap


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sale that stands, as far as caps and prices look at it."""

    sale_id: int
    sold_on: date
    enrolment_id: int  # the one that counts
    months: DateRange  # its twelve months
    beneficiary_id: int
    household_id: int | None
    size: int
    product_id: int
    category: str
    quantity: int
    paid: Decimal
    public_value: Decimal
    cost: Decimal  # what the articles cost the house, zero where that is not known
    is_counted: bool = True  # False: given, which no cap counts
    is_overridden: bool = False  # the director let it pass


@dataclass
class Totals:
    """Sales that stood in the months that were judged: how many, and their euros."""

    sales: int = 0
    paid: Decimal = ZERO
    public_value: Decimal = ZERO
    cost: Decimal = ZERO

    @property
    def saving(self) -> Decimal:
        """What people saved against the market."""
        return self.public_value - self.paid

    @property
    def balance(self) -> Decimal:
        """What the house took in less what the articles cost it."""
        return self.paid - self.cost

    def add(self, sale: list[Line]) -> None:
        self.sales += 1
        for line in sale:
            self.paid += line.paid
            self.public_value += line.public_value
            self.cost += line.cost


@dataclass(frozen=True)
class Refused:
    """A sale that would not have been made, and the cap that it would have passed."""

    sale_id: int
    beneficiary_id: int
    cap: Cap


@dataclass
class Desk:
    """Sales rung up one after the other under these caps; from `since` on they are judged."""

    caps: Sequence[Cap]
    since: date
    totals: Totals = field(default_factory=Totals)
    refused: list[Refused] = field(default_factory=list)
    _used: dict[tuple, Decimal] = field(default_factory=dict)
    _shared: dict[tuple, list[tuple[date, Decimal]]] = field(default_factory=dict)
    _of_product: dict[tuple, list[int]] = field(default_factory=dict)

    def ring_up(self, sale: list[Line]) -> bool:
        """Whether the sale stands."""
        asked = self._asked(sale)
        if sale[0].sold_on >= self.since:
            if broken := self._broken(sale[0], asked):
                self.refused.append(Refused(sale[0].sale_id, sale[0].beneficiary_id, broken))
                return False
            self.totals.add(sale)
        for number, amount in asked.items():
            self._use(self.caps[number], number, sale[0], amount)
        return True

    def _asked(self, sale: list[Line]) -> dict[int, Decimal]:
        asked: dict[int, Decimal] = {}
        for line in sale:
            if line.is_counted:
                for number in self._caps_on(line.product_id, line.category):
                    amount = self.caps[number].measures(quantity=line.quantity, paid=line.paid)
                    asked[number] = asked.get(number, ZERO) + amount
        return asked

    def _caps_on(self, product_id: int, category: str) -> list[int]:
        key = product_id, category
        if key not in self._of_product:
            self._of_product[key] = [
                number
                for number, cap in enumerate(self.caps)
                if cap.covers_like(product_id, category)
            ]
        return self._of_product[key]

    def _broken(self, first: Line, asked: dict[int, Decimal]) -> Cap | None:
        if first.is_overridden:
            return None
        for number, amount in asked.items():
            cap = self.caps[number]
            if cap.is_advisory or first.sold_on not in cap.period:
                continue
            if self.used(number, first) + amount > cap.limit_for(first.size):
                return cap
        return None

    def used(self, number: int, line: Line) -> Decimal:
        """What was used, before that line, of the cap of that number."""
        cap = self.caps[number]
        key = _key(cap, number, line)
        if _is_by_days(cap):
            return sum(
                (sum_ for day, sum_ in self._shared.get(key, ()) if day in line.months), ZERO
            )
        return self._used.get(key, ZERO)

    def _use(self, cap: Cap, number: int, line: Line, amount: Decimal) -> None:
        key = _key(cap, number, line)
        if _is_by_days(cap):
            self._shared.setdefault(key, []).append((line.sold_on, amount))
        else:
            self._used[key] = self._used.get(key, ZERO) + amount


def _is_by_days(cap: Cap) -> bool:
    """A household's twelve months are those of whoever buys: its uses are kept day by day."""
    return cap.scope == Cap.Scope.HOUSEHOLD and cap.span == Cap.Span.ENROLMENT


def _key(cap: Cap, number: int, line: Line) -> tuple:
    """Who shares the count, and over which days."""
    shares = cap.scope == Cap.Scope.HOUSEHOLD and line.household_id is not None
    who = ("household", line.household_id) if shares else ("person", line.beneficiary_id)
    if cap.span == Cap.Span.MONTH:
        return number, who, line.sold_on.year, line.sold_on.month
    if cap.span == Cap.Span.YEAR:
        return number, who, line.sold_on.year
    return (number, who) if _is_by_days(cap) else (number, line.enrolment_id)


@dataclass(frozen=True)
class Comparison:
    """What happened beside what would have."""

    before: Totals
    after: Totals
    refused: tuple[Refused, ...]

    @property
    def people(self) -> int:
        return len({each.beneficiary_id for each in self.refused})

    @property
    def paid_more(self) -> Decimal:
        """Euros that people would have paid more (or less, when negative)."""
        return self.after.paid - self.before.paid

    @property
    def saved_more(self) -> Decimal:
        return self.after.saving - self.before.saving

    @property
    def balance_more(self) -> Decimal:
        return self.after.balance - self.before.balance


def repriced(product_id: int, solidarity: Decimal) -> Callable[[Line], Line]:
    """The lines of that product at another price; what was given or paid nothing stays so."""

    def at_that_price(line: Line) -> Line:
        if line.product_id != product_id or not line.paid:
            return line
        return replace(line, paid=solidarity * line.quantity)

    return at_that_price


def compare(
    lines: Iterable[Line],
    *,
    caps: Sequence[Cap],
    other_caps: Sequence[Cap],
    since: date,
    change: Callable[[Line], Line] = lambda line: line,
) -> Comparison:
    """The lines, in the order of the days and the receipts, under the caps and under others.

    A sale that today's households would have had refused all the same is laid at nobody's door:
    refused are those that the change alone refuses. Lines before `since` are counted, not judged.
    """
    made, replayed = Desk(caps, since), Desk(other_caps, since)
    for sale in _sales(lines):
        made.ring_up(sale)
        replayed.ring_up([change(line) for line in sale])
    already = {each.sale_id for each in made.refused}
    refused = tuple(each for each in replayed.refused if each.sale_id not in already)
    return Comparison(before=made.totals, after=replayed.totals, refused=refused)


def _sales(lines: Iterable[Line]) -> Iterator[list[Line]]:
    for _, sale in groupby(lines, key=attrgetter("sale_id")):
        yield list(sale)
