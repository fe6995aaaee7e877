"""The days whose books are closed at a site, asked of many rows at once."""

from datetime import date

from accounts.models import Site
from recharges.models import Closing


class ClosedDays:
    """`day in ClosedDays(site)`: read once, then without the database."""

    def __init__(self, site: Site):
        closings = Closing.objects.filter(site=site).exclude(kind=Closing.Kind.SESSION)
        found = closings.order_by("number").values_list("kind", "period")
        self._days = {period.lower for kind, period in found if kind == Closing.Kind.DAY}
        self._periods = [period for kind, period in found if kind != Closing.Kind.DAY]

    def __contains__(self, day: date) -> bool:
        return day in self._days or any(day in period for period in self._periods)
