"""The pages of the house itself: home by role, and what everybody may read."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Window
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.models import Letter
from accounts.permissions import EVERYBODY, allow
from beneficiaries.models import Enrolment, PossibleDuplicate, Referral
from funding import deadlines
from partners.models import Convention, Organisation
from workshops.models import Workshop

_SHOWN = 10
_ENDING_SOON = 30  # days
_TO_RENEW = 90  # days


@allow(*EVERYBODY)
@require_safe
def home(request):
    referrals = Referral.objects.visible_to(request.user)
    if request.user.is_social_worker:
        context = {"referrals": referrals.newest_first()[:_SHOWN]}
        return render(request, "pimms/home_of_a_partner.html", context)
    if not request.user.is_director:
        return redirect("counter:counter")
    today = localdate()
    coming = Workshop.objects.visible_to(request.user).coming_up(today).with_counts()
    pending, pending_count = _first(referrals.pending().oldest_first(), 5)
    soon = Enrolment.objects.ending_within(_ENDING_SOON, of=today)
    ending, ending_count = _first(soon.soonest_first(), _SHOWN)
    pairs, duplicates = _first(PossibleDuplicate.objects.undecided().newest_first(), 5)
    context = {
        "today": today,
        "workshops": coming[:5],
        "pending": [(each, (today - each.received_on).days) for each in pending],
        "pending_count": pending_count,
        "ending": ending,
        "ending_count": ending_count,
        "pairs": pairs,
        "duplicates": duplicates,
        "conventions": Convention.objects.ending_between(
            today, today + timedelta(days=_TO_RENEW)
        ).select_related("organisation")[:5],
        "deadlines": deadlines.coming(today)[:_SHOWN],
        "proposed": Organisation.objects.proposed().count(),
        "letters": Letter.objects.failed().count(),
    }
    return render(request, "pimms/home.html", context)


def _first(rows, most: int) -> tuple[list, int]:
    """The first rows, and how many there are in all; one statement for both."""
    shown = list(rows.annotate(in_all=Window(Count("pk")))[:most])
    return shown, shown[0].in_all if shown else 0


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "pimms/accessibility.html", {"address": settings.HOUSE_ADDRESS})


@login_not_required
@require_safe
def privacy(request):
    return render(request, "pimms/privacy.html", {"address": settings.HOUSE_ADDRESS})


def bad_request(request, exception):
    """Django's own answer would leave out what surrounds every page."""
    return render(request, "400.html", status=400)
