"""Where the people of a year come from, beside those who live there."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.permissions import Role, allow
from pimms.kernel.communes import POPULATIONS_OF
from reports import figures
from reports.ccas.breakdowns import breakdown_of
from reports.territory import drawn

from .chosen import years_and_year


@allow(Role.DIRECTOR)
@require_safe
def territory(request):
    years, year = years_and_year(request)
    scope = figures.Scope.of_year(year)
    (counted,) = figures.of_each([scope])
    communes = figures.named("people.by_commune")
    context = {
        "years": years,
        "year": year,
        "populations_of": POPULATIONS_OF,
        "map": drawn(counted).map,
        "address": f"{reverse('reports:figure', args=[year, communes.number])}?code=",
        "breakdowns": [
            table
            for code in ("people.by_commune", "people.by_department", "people.by_district")
            if (table := breakdown_of(figures.named(code), counted))
        ],
    }
    return render(request, "reports/territory.html", context)
