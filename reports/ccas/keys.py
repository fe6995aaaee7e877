"""The figures that a report begins with, each with what it counts and where it is proved."""

from dataclasses import dataclass

from reports.figures import INDICATORS, Indicator, Year
from reports.notes import Note

from .discreet import EVERYTHING, Discreet


@dataclass(frozen=True)
class KeyFigure:
    indicator: Indicator
    value: str
    label: str

    @property
    def number(self) -> str:
        return self.indicator.number

    @property
    def note(self) -> Note:
        return self.indicator.note


def key_figures(year: Year, discreet: Discreet = EVERYTHING) -> tuple[KeyFigure, ...]:
    """Those that have words for it that year; outside, without those that are hidden."""
    return tuple(
        KeyFigure(each, each.shown(each.unit.written(each.value(year))), words)
        for each in INDICATORS
        if each.key and each.is_in(year) and (words := each.key(year))
        if discreet.may_say(*each.hides_with, *each.key_tells)
    )
