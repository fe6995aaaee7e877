"""Which days a cycle is held on, and why the others are left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from workshops import days_off

LONGEST = 53 * 7  # days
MOST = 60  # sessions


@dataclass(frozen=True)
class Skipped:
    """A day on which the cycle would have been held, and why it is not."""

    day: date
    why: str


@dataclass(frozen=True)
class Rule:
    """Every week or every fortnight from a day on, on given weekdays (0 is Monday)."""

    first_on: date
    weekdays: frozenset[int]
    every: int = 1
    excluded_on: frozenset[date] = frozenset()
    on_public_holidays: bool = False
    in_school_holidays: bool = False

    def until(self, last_on: date) -> tuple[list[date], list[Skipped]]:
        """The days held up to the last one, and those left out."""
        kept, skipped = [], []
        for day in self._days(last_on):
            if why := self._why_not(day):
                skipped.append(Skipped(day, why))
            else:
                kept.append(day)
        return kept, skipped

    def last_of(self, number: int) -> date:
        """The day of that many sessions. Raises ValidationError when a year does not hold them."""
        kept, _ = self.until(self.first_on + timedelta(days=LONGEST))
        if len(kept) < number:
            raise ValidationError(
                f"En un an, ce cycle a {len(kept)} séances\u202f: choisissez-en moins."
            )
        return kept[number - 1]

    def _days(self, last_on: date) -> Iterator[date]:
        monday = self.first_on - timedelta(days=self.first_on.weekday())
        for n in range((last_on - self.first_on).days + 1):
            day = self.first_on + timedelta(days=n)
            if day.weekday() in self.weekdays and (day - monday).days // 7 % self.every == 0:
                yield day

    def _why_not(self, day: date) -> str:
        if day in self.excluded_on:
            return "date écartée"
        if not self.on_public_holidays and (name := days_off.public_holiday(day)):
            return f"jour férié ({name})"
        if not self.in_school_holidays and (name := days_off.school_holiday(day)):
            return name[0].lower() + name[1:]
        return ""
