"""The cost of each result of a year."""

from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.permissions import Role, allow
from reports import costs as counting
from reports.views.chosen import years_and_year


@allow(Role.DIRECTOR)
@require_safe
def costs(request):
    years, year = years_and_year(request)
    context = {"years": years, "results": counting.costs_of(year, today=localdate())}
    return render(request, "reports/costs.html", context)
