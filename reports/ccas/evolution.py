"""A year beside the one before it, figure by figure."""

from dataclasses import dataclass

from pimms.kernel import charts
from pimms.kernel.charts import Bar, Pair
from pimms.kernel.templatetags.french import NARROW, percent
from reports.figures import INDICATORS, Indicator, Year
from reports.words import typeset


@dataclass(frozen=True)
class Change:
    """A figure of both years; `share` is the change in per cent of the year before."""

    number: str
    title: str
    earlier: Bar
    later: Bar
    share: str

    @property
    def before(self) -> str:
        return self.earlier.written

    @property
    def now(self) -> str:
        return self.later.written


@dataclass(frozen=True)
class Changes:
    before: int
    now: int
    rows: tuple[Change, ...]

    @property
    def chart(self) -> str:
        """The `src` of an image: two bars a figure, the year before above."""
        rows = tuple(Pair(row.title, row.earlier, row.later) for row in self.rows)
        return charts.as_source(charts.pairs(rows))

    @property
    def alt(self) -> str:
        said = " ; ".join(f"{row.title} : {row.before}, puis {row.now}" for row in self.rows)
        return typeset(f"Diagramme de {self.before} et de {self.now}, {said}.")


def since(before: Year, now: Year) -> Changes:
    """What each main figure became in a year."""
    told = (
        each
        for each in INDICATORS
        if each.changes and each.is_in(before) and each.is_in(now)
        if each.value(before) or each.value(now)
    )
    return Changes(before.year, now.year, tuple(_change(each, before, now) for each in told))


def _change(indicator: Indicator, before: Year, now: Year) -> Change:
    one, other = indicator.value(before), indicator.value(now)
    share = percent(other - one, one)
    bars = [
        Bar("", float(value), indicator.shown(indicator.unit.written(value)))
        for value in (one, other)
    ]
    rose = f"+{NARROW}{share}" if one and other > one else share
    return Change(indicator.number, indicator.title, *bars, rose)
