"""The year that an address asks for, of those that there is something to say of."""

from django.utils.timezone import localdate

from pimms.kernel import asked
from reports import figures


def years_and_year(request) -> tuple[list[int], int]:
    """Those recorded until now, newest first, and `?annee=` when it is one of them."""
    today = localdate()
    years = [each.year for each in figures.recorded() if each.year <= today.year] or [today.year]
    return years, asked.year(request.GET, years) or years[0]
