"""A year at a glance."""

from django.db.models import Sum
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.permissions import Role, allow
from funding import deadlines
from funding.models import Call, Grant
from pimms.kernel.money import ZERO


@allow(Role.DIRECTOR)
@require_safe
def overview(request, year=None):
    """What was asked, granted, received and spent of a year, and what is due next."""
    today = localdate()
    year = year or today.year
    grants = list(
        Grant.objects.filter(year=year).with_sums().select_related("funder").largest_first()
    )
    asked = Call.objects.of_year(year).aggregate(asked=Sum("asked"))["asked"] or ZERO
    years = set(Grant.objects.order_by("year").values_list("year", flat=True).distinct())
    context = {
        "year": year,
        "years": sorted(years | {today.year, year}, reverse=True)[:20],
        "grants": grants,
        "asked": asked,
        "granted": sum((grant.amount for grant in grants), ZERO),
        "received": sum((grant.received for grant in grants), ZERO),
        "spent": sum((grant.spent for grant in grants), ZERO),
        "left": sum((grant.left for grant in grants), ZERO),
        "deadlines": deadlines.coming(today),
        "notice_days": deadlines.NOTICE_DAYS,
    }
    return render(request, "funding/overview.html", context)
