"""The pages of the house itself: home by role, and what everybody may read."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache

from accounts.permissions import EVERYBODY, allow
from beneficiaries.models import Enrolment, PossibleDuplicate, Referral
from funding import deadlines
from partners.models import Convention, Organisation
from workshops.models import Workshop

_SHOWN = 10
_ENDING_SOON = 30  # days
_TO_RENEW = 90  # days


@allow(*EVERYBODY)
def home(request):
    referrals = Referral.objects.visible_to(request.user)
    if request.user.is_social_worker:
        context = {"referrals": referrals.newest_first()[:_SHOWN]}
        return render(request, "pimms/home_of_a_partner.html", context)
    if not request.user.is_director:
        return redirect("counter:counter")
    today = localdate()
    coming = Workshop.objects.visible_to(request.user).coming_up(today).with_counts()
    pending = referrals.pending()
    ending = Enrolment.objects.ending_within(_ENDING_SOON, of=today)
    duplicates = PossibleDuplicate.objects.undecided()
    context = {
        "today": today,
        "workshops": coming[:5],
        "pending": [(each, (today - each.received_on).days) for each in pending.oldest_first()[:5]],
        "pending_count": pending.count(),
        "ending": ending.soonest_first()[:_SHOWN],
        "ending_count": ending.count(),
        "pairs": duplicates.newest_first()[:5],
        "duplicates": duplicates.count(),
        "conventions": Convention.objects.ending_between(
            today, today + timedelta(days=_TO_RENEW)
        ).select_related("organisation")[:5],
        "deadlines": deadlines.coming(today)[:_SHOWN],
        "proposed": Organisation.objects.proposed().count(),
    }
    return render(request, "pimms/home.html", context)


@login_not_required
@never_cache
def health(request):
    """Whether this process answers and reaches its database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database out of reach", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
def accessibility(request):
    return render(request, "pimms/accessibility.html", {"address": settings.HOUSE_ADDRESS})


@login_not_required
def privacy(request):
    return render(request, "pimms/privacy.html", {"address": settings.HOUSE_ADDRESS})


def bad_request(request, exception):
    """Django's own answer would leave out what surrounds every page."""
    return render(request, "400.html", status=400)
