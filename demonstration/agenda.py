"""The calendar of the demonstration: open days, and what happens in the order of the days."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from heapq import heappop, heappush
from random import Random

HOLIDAYS = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
SUNDAY = 6
# The order of what happens on one day.
MORNING, NOON, EVENING = range(3)


def open_days(first: date, last: date) -> list[date]:
    """The days of a span, both ends included, on which the desk is open."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [d for d in days if d.weekday() != SUNDAY and (d.month, d.day) not in HOLIDAYS]


class Agenda:
    """Acts noted for a day are done day by day, and may note others for the days after."""

    def __init__(self, rng: Random, *, first: date, last: date):
        self.rng, self.first, self.last = rng, first, last
        self._days, self._noted, self._serial = open_days(first, last), [], 0

    def note(self, day: date, moment: int, act: Callable, *args) -> None:
        """`act(*args, on=day)` will happen that day."""
        self._serial += 1
        heappush(self._noted, (day, moment, self._serial, partial(act, *args, on=day)))

    def unfold(self, reached: Callable[[float], None]) -> None:
        """Everything noted up to the last day has happened, in order; `reached` is told the share
        of the days that have passed."""
        while self._noted:
            day, *_, act = heappop(self._noted)
            act()
            reached(self.share_at(day))

    def share_at(self, day: date) -> float:
        return (day - self.first) / (self.last - self.first)

    def open_days(self, first: date, last: date) -> list[date]:
        return self._days[bisect_left(self._days, first) : bisect_right(self._days, last)]

    def some_day(self, first: date, last: date) -> date:
        """An open day of the span within the agenda; its last day when the desk stays shut."""
        return self.rng.choice(self.open_days(first, last) or [min(last, self.last)])
