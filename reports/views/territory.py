"""Where the people of a year come from, beside those who live there."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.permissions import Role, allow
from pimms.kernel.communes import POPULATIONS_OF
from reports import figures, notes
from reports.ccas import breakdowns
from reports.territory import drawn

from .chosen import years_and_year


@allow(Role.DIRECTOR)
@require_safe
def territory(request):
    years, year = years_and_year(request)
    scope = figures.Scope.of_year(year)
    (counted,) = figures.of_each([scope])
    context = {
        "years": years,
        "year": year,
        "populations_of": POPULATIONS_OF,
        "map": drawn(counted).map,
        "address": f"{reverse('reports:figure', args=[year, '1.8'])}?code=",
        "breakdowns": [
            breakdowns.by_commune(counted, notes.COMMUNES),
            breakdowns.by_department(counted, notes.COMMUNES),
            breakdowns.by_district(counted, notes.DISTRICTS),
        ]
        if counted.people.served
        else [],
    }
    return render(request, "reports/territory.html", context)
