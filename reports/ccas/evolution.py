"""A year beside the one before it, figure by figure."""

from dataclasses import dataclass

from pimms.kernel.templatetags.french import NARROW, percent
from reports.figures import INDICATORS, Indicator, Year


@dataclass(frozen=True)
class Change:
    """Values as people read them; `share` is the change in per cent of the year before."""

    number: str
    title: str
    before: str
    now: str
    share: str


@dataclass(frozen=True)
class Changes:
    before: int
    now: int
    rows: tuple[Change, ...]


def since(before: Year, now: Year) -> Changes:
    """What each main figure became in a year."""
    told = (each for each in INDICATORS if each.changes and each.is_in(before) and each.is_in(now))
    return Changes(before.year, now.year, tuple(_change(each, before, now) for each in told))


def _change(indicator: Indicator, before: Year, now: Year) -> Change:
    one, other = indicator.value(before), indicator.value(now)
    share = percent(other - one, one)
    written = [indicator.shown(indicator.unit.written(value)) for value in (one, other)]
    rose = f"+{NARROW}{share}" if one and other > one else share
    return Change(indicator.number, indicator.title, *written, rose)
