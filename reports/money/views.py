"""The budget table and the promises of a year."""

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.permissions import Role, allow
from funding import statement
from funding.models import Promise
from pimms.kernel.periods import year as calendar_year
from reports import money


@allow(Role.DIRECTOR)
@require_safe
def budget(request, year):
    """Charges and products of the house: planned, real, in per cent."""
    refusal = ""
    try:
        said = money.charges_and_products(year)
    except ValidationError as missing:  # an account of the till that nobody gave
        said, refusal = statement.charges_and_products(year), missing.messages[0]
    context = {"year": year, "statement": said, "refusal": refusal}
    return render(request, "reports/money/budget.html", context)


@allow(Role.DIRECTOR)
@require_safe
def promises(request, year):
    """What was promised for the year, what is done, where it leads."""
    today = localdate()
    pledged = (
        Promise.objects.filter(period__overlap=calendar_year(year))
        .select_related("grant__funder")
        .order_by("grant__funder__name", "grant", "figure", "pk")
    )
    context = {"year": year, "today": today, "followed": money.follow(pledged, today)}
    return render(request, "reports/money/promises.html", context)
