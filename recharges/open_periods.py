"""The months and years that are over and not closed yet, as a form offers them."""

from datetime import date

from accounts.models import Site
from pimms.kernel import periods
from pimms.kernel.templatetags.french import month_in_full
from recharges.models import Closing, Sale, TillSession


def open_periods_of(site: Site, *, on: date) -> list[tuple[str, str]]:
    """(`2016-03`, `mars 2016`) and (`2016`, `année 2016`), the oldest first."""
    months = set(Sale.objects.filter(site=site).dates("sold_on", "month"))
    months |= set(TillSession.objects.filter(site=site).dates("day", "month"))
    closed = Closing.objects.filter(site=site, kind__in=["month", "year"]).order_by("number")
    done = {(each.kind, each.period.lower) for each in closed}
    years = {month.replace(month=1) for month in months}
    offered = [
        (f"{month:%Y-%m}", month_in_full(month).capitalize())
        for month in sorted(months)
        if periods.month(month).upper <= on
        and ("month", month) not in done
        and ("year", month.replace(month=1)) not in done
    ]
    return offered + [
        (f"{year:%Y}", f"Année {year:%Y}, avec ses mois")
        for year in sorted(years)
        if periods.year(year.year).upper <= on and ("year", year) not in done
    ]


def first_day(month: str) -> date:
    """`2016-03` is 1 March 2016."""
    return date.fromisoformat(f"{month}-01")
