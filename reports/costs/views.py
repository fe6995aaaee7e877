"""The cost of each result of a year."""

from django.shortcuts import render
from django.utils.timezone import localdate

from accounts.permissions import Role, allow
from reports import costs as counting
from reports import figures


@allow(Role.DIRECTOR)
def costs(request):
    today = localdate()
    years = [each.year for each in figures.recorded() if each.year <= today.year] or [today.year]
    asked = request.GET.get("annee", "")
    year = next((each for each in years if str(each) == asked), years[0])
    context = {"years": years, "results": counting.of(year, today=today)}
    return render(request, "reports/costs.html", context)
