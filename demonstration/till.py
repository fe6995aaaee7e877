"""The till of the demonstration: opened and counted each open day, banked on Fridays."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import groupby
from random import Random

from pimms.kernel import periods
from pimms.kernel.money import ZERO
from recharges import cash
from recharges import services as verbs
from recharges.models import TillSession
from recharges.services import till

from .agenda import Agenda
from .batches import Visit
from .house import House

FLOAT = Decimal("60.00")
FRIDAY, BANKED_BY = 4, Decimal("10.00")  # a deposit is made of notes
WRONG = 0.03  # the share of days on which the count does not come out
GAPS = (Decimal("-2.00"), Decimal("-1.00"), Decimal("0.50"), Decimal("-0.30"), Decimal("1.70"))
REASONS = (
    "Erreur de rendu de monnaie", "Pièce tombée, non retrouvée", "Rendu refusé par la personne",
)  # fmt: skip


class Drawer:
    """The drawer of the site, day after day; today it stays open."""

    def __init__(self, rng: Random, house: House, *, agenda: Agenda):
        self.rng, self.house, self.agenda = rng, house, agenda
        self.session: TillSession | None = None
        self.left = FLOAT

    def months(self, visits: list[Visit]) -> Iterator[tuple[list[Visit], list]]:
        """Month by month, (its visits, [(open day, visits of the day)]), closed when it is over."""
        by_day = {day: list(found) for day, found in groupby(visits, key=lambda v: v.day)}
        first = visits[0].day
        days = sorted({*self.agenda.open_days(first, self.agenda.last), *by_day, self.agenda.last})
        for _, found in groupby(days, key=lambda day: (day.year, day.month)):
            month = [(day, by_day.get(day, [])) for day in found]
            yield [visit for _, of_day in month for visit in of_day], month
            self._closes_the_month(month[0][0])

    def open(self, day: date) -> None:
        self.session = till.begin(
            self.house.site,
            opening_float=self.left,
            by=self.rng.choice(self.house.counsellors),
            on=day,
            at=_at(day, 8, self.rng.randint(40, 58)),
        )

    def close(self, day: date) -> None:
        """Counted in the evening, save today."""
        if day == self.agenda.last:
            return
        came_in = till.taken(self.session)
        counted = self.session.opening_float + came_in
        reason = ""
        if self.rng.random() < WRONG and counted > FLOAT:
            counted += self.rng.choice(GAPS)
            reason = self.rng.choice(REASONS)
        till.finish(
            self.session,
            came_in=came_in,
            pieces=cash.smallest_count(counted),
            banked=self._banked(day, counted),
            reason=reason,
            ends_the_day=True,
            by=self.rng.choice(self.house.counsellors),
            at=_at(day, 17, self.rng.randint(2, 28)),
        )
        self.left = self.session.carried

    def _banked(self, day: date, counted: Decimal) -> Decimal:
        if day.weekday() != FRIDAY or counted <= FLOAT:
            return ZERO
        return (counted - FLOAT) // BANKED_BY * BANKED_BY

    def _closes_the_month(self, day: date) -> None:
        month = periods.month(day)
        if month.upper <= self.agenda.last.replace(day=1):
            self._close(verbs.close_month, month=month.lower, on=month.upper)
        if month.upper <= self.agenda.last and month.upper.month == 1:
            self._close(verbs.close_year, year=day.year, on=month.upper)

    def _close(self, verb, **what) -> None:
        """By the director, on the morning after."""
        at = _at(what["on"], 8, 30)
        verb(self.house.site, by=self.house.director, at=at, **what)


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC)
