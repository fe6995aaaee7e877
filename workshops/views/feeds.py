"""Calendars: those that are given out, and what whoever has the address sees."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import STAFF, allow
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from workshops import ical, services
from workshops.forms.papers import FeedForm
from workshops.models import Feed, Workshop

from .papers import calendar_file

_BACK, _AHEAD = timedelta(days=60), timedelta(days=400)
_ANNOUNCED = timedelta(days=60)


@allow(*STAFF)
def feeds(request):
    form = FeedForm(request.POST or None, by=request.user)
    if attempt(form, services.open_feed, by=request.user, at=now()):
        return done(
            request, "Le calendrier est ouvert\u202f: copiez son adresse.", "workshops:feeds"
        )
    running = Feed.objects.visible_to(request.user).running()
    addresses = [
        (feed, settings.ADDRESS + reverse("workshops:feed", args=[feed.token])) for feed in running
    ]
    return form_page(request, form, "workshops/feeds.html", feeds=addresses, tab="feeds")


@require_POST
@allow(*STAFF)
def revoke_feed(request, pk):
    feed = get_object_or_404(Feed.objects.visible_to(request.user), pk=pk)
    act(request, services.revoke_feed, feed, at=now(), said="Cette adresse ne donne plus rien.")
    return redirect("workshops:feeds")


@login_not_required
@require_safe
@never_cache
def feed(request, token):
    """The public's and whoever's: no name of somebody who comes is in it."""
    found = get_object_or_404(Feed.objects.running(), token=token)
    around = (localdate() - _BACK, localdate() + _AHEAD)
    shown = found.workshops().filter(held_on__range=around).in_detail().with_counts().in_order()
    content = ical.calendar(shown, name=str(found), at=now(), notes=not found.is_public)
    return calendar_file(content, name="ateliers")


@login_not_required
@require_safe
def agenda(request):
    today = localdate()
    announced = Workshop.objects.filter(is_public=True, held_on__lte=today + _ANNOUNCED)
    coming = announced.coming_up(today).in_detail().with_counts()
    return render(request, "workshops/public/agenda.html", {"workshops": coming})
