"""A year month by month: its lines drawn, and the table that they are drawn from."""

from dataclasses import dataclass
from datetime import date

from pimms.kernel import charts
from pimms.kernel.charts import Curve
from pimms.kernel.templatetags.french import month_name, number
from reports.figures import INDICATORS, Indicator, Year, named
from reports.figures.indicator import MONTHS
from reports.figures.tally import Month
from reports.words import typeset

from .discreet import Discreet


@dataclass(frozen=True)
class Months:
    """`lines` have a value for each month, None for one that is to come."""

    year: int
    lines: tuple[tuple[Indicator, Curve], ...]

    @property
    def chart(self) -> str:
        """The `src` of the image."""
        steps = tuple(str(Month(code).label)[:1].upper() for code in Month.values)
        return charts.as_source(charts.curves(tuple(line for _, line in self.lines), steps))

    @property
    def alt(self) -> str:
        said = " ; ".join(f"{line.label} : {self._peak(line)}" for _, line in self.lines)
        return typeset(f"Courbes de {self.year} mois par mois. Au plus haut, {said}.")

    def _peak(self, line: Curve) -> str:
        most = max(value for value in line.values if value is not None)
        months = [Month.labels[n] for n, value in enumerate(line.values) if value == most]
        return f"{number(most)} en {months[0]}"

    @property
    def heads(self) -> list[str]:
        """The months, short."""
        return [month_name(date(self.year, n, 1)) for n in range(1, 13)]

    @property
    def rows(self) -> list[tuple[Indicator, list[str]]]:
        """Each figure, and what it was each month, as people read it."""
        return [(each, [_written(value) for value in line.values]) for each, line in self.lines]


def months(year: Year, *, on: date, discreet: Discreet) -> Months | None:
    """What was done each month that is over on that day; outside, only what has no month to hide.
    None when nothing is left."""
    past = 12 if on.year > year.year else max(on.month - 1, 1)
    told = [each for each in INDICATORS if each.within == MONTHS and each.is_in(year)]
    lines = tuple(
        (each, Curve(named(each.whole).title, _values(each, year, past)))
        for each in told
        if any(cell.value for cell in each.cells(year))
        and discreet.may_say(each.whole)
        and not discreet.codes(each.name)
    )
    return Months(year.year, lines) if lines else None


def _values(indicator: Indicator, year: Year, past: int) -> tuple[float | None, ...]:
    counts = {cell.code: float(cell.value) for cell in indicator.cells(year)}
    return tuple(counts.get(code, 0.0) if n <= past else None
                 for n, code in enumerate(Month.values, start=1))  # fmt: skip


def _written(value: float | None) -> str:
    return "—" if value is None else number(value)
