"""A year at a glance, and the papers."""

from django.db.models import Sum
from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts import journal
from accounts.permissions import Role, allow
from funding import deadlines
from funding.models import Call, Grant, Paper
from partners.papers import CONTENT_TYPES
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


@allow(Role.DIRECTOR)
@require_safe
def paper(request, key):
    paper = get_object_or_404(Paper, key=key)
    journal.record("funding.paper_read", paper, by=request.user)
    return FileResponse(
        paper.file.open(),
        as_attachment=True,
        filename=f"{paper.name}.{paper.kind}",
        content_type=CONTENT_TYPES[paper.kind],
    )
