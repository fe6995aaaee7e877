"""What the register of the desk comes to: visits and demands, counted apart.

A `passage` is one visit however many things were asked; a `demande` is one thing. What a
counter-entry took back counts in neither.
"""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count, F, Func, Sum

from accounts.models import Site
from workshops.demands import Demand
from workshops.models import Passage, SupportSession


@dataclass(frozen=True)
class Line:
    """How many visits and demands, of what is named."""

    label: str | date
    passages: int
    demands: int

    @property
    def ratio(self) -> float:
        """Demands a visit."""
        return self.demands / self.passages if self.passages else 0


@dataclass(frozen=True)
class Figures:
    """The register over a period: in all, by day, by month, by site, and by demand."""

    total: Line
    by_day: tuple[Line, ...]
    by_month: tuple[Line, ...]
    by_site: tuple[Line, ...]
    by_demand: tuple[tuple[str, int], ...]  # the label, how many; the most asked for first
    records: int  # of support
    minutes: int


def desk_figures_of(period, *, site: Site | None = None) -> Figures:
    """Three queries, whatever the period."""
    counted = Passage.objects.standing().within(period)
    held = SupportSession.objects.filter(held_on__gte=period.lower, held_on__lt=period.upper)
    if site:
        counted, held = counted.filter(site=site), held.filter(site=site)
    rows = list(
        counted.values("day", "site__name")
        .annotate(passages=Count("pk"), asked=Sum("demands__len"))
        .order_by("day", "site__name")
    )
    support = held.aggregate(records=Count("pk"), minutes=Sum("minutes"))
    return Figures(
        total=_summed("Total", rows),
        by_day=_grouped(rows, lambda row: row["day"]),
        by_month=_grouped(rows, lambda row: row["day"].replace(day=1)),
        by_site=_grouped(rows, lambda row: row["site__name"]),
        by_demand=_by_demand(counted),
        records=support["records"],
        minutes=support["minutes"] or 0,
    )


class Each(Func):
    """`unnest(array)`: a row for each demand."""

    function, output_field = "unnest", models.CharField()
    set_returning = True


def _by_demand(counted) -> tuple[tuple[str, int], ...]:
    asked = counted.values(code=Each(F("demands"))).annotate(n=Count("pk")).order_by("-n", "code")
    return tuple((Demand(row["code"]).label, row["n"]) for row in asked)


def _summed(label, rows) -> Line:
    return Line(label, sum(row["passages"] for row in rows), sum(row["asked"] for row in rows))


def _grouped(rows, of) -> tuple[Line, ...]:
    groups: dict = {}
    for row in rows:
        groups.setdefault(of(row), []).append(row)
    return tuple(_summed(label, groups[label]) for label in sorted(groups))
