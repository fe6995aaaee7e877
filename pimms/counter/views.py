from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.permissions import STAFF, allow
from beneficiaries.files import open_file
from beneficiaries.models import ReferralSheet
from pimms.kernel.searches import searched

from . import glance
from .deeds import deeds
from .search import search
from .today import today


@allow(*STAFF)
@vary_on_headers("HX-Request")
@searched("q")
@require_safe
def counter(request):
    """The box alone; Enter opens the file when one person answers."""
    found = search(request.GET, user=request.user)
    context = {"search": found, "opened": None, "landing": False}
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "counter/_found.html", context)
    if sheet := ReferralSheet.numbered(found.words):
        return redirect("beneficiaries:type_in", sheet.number)
    if found.only:
        return redirect(f"{reverse('counter:person', args=[found.only.pk])}{found.query}")
    context |= {
        "landing": found.is_asked,  # the focus goes down to what was found
        "today": today(request.user, at=now(), on=localdate()),
    }
    return render(request, "counter/counter.html", context)


@allow(*STAFF)
@vary_on_headers("HX-Request")
@searched("q")
@require_safe
def person(request, pk):
    """Somebody's file as the counter needs it; the list beside it stays where it is."""
    file = open_file(request, pk, on=localdate())
    seen = glance.glance_at(file["beneficiary"], file["enrolment"], at=now(), on=localdate())
    running = file["enrolment"] if seen.statement and seen.statement.is_running else None
    context = file | {
        "glance": seen,
        "deeds": deeds(file, may_buy=bool(running or seen.admitted), running=running),
    }
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "counter/_file.html", context)
    found = search(request.GET, user=request.user)
    context |= {"search": found, "opened": pk, "landing": False}
    return render(request, "counter/person.html", context)
