"""Pages for whoever holds a link: no names, nothing of the person."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache

from workshops import links, services
from workshops.models import Registration, Waiting

_BY = "lien personnel"


@login_not_required
@never_cache
def seat(request, token):
    registration = _behind(Registration, token)
    if request.method == "POST":
        return _answer(request, services.cancel_seat, registration, said="Votre place est rendue.")
    context = {
        "workshop": registration.workshop,
        "may_give_back": registration.status == Registration.Status.REGISTERED
        and not registration.workshop.cancelled_at
        and now() < registration.workshop.begins,
        "is_given_back": registration.status == Registration.Status.CANCELLED,
    }
    return render(request, "workshops/public/seat.html", context)


@login_not_required
@never_cache
def offer(request, token):
    waiting = _behind(Waiting, token)
    if request.method == "POST":
        if "accepter" in request.POST:
            return _answer(request, services.accept_offer, waiting, said="Vous avez votre place.")
        if "refuser" in request.POST:
            said = "C’est noté\u202f: la place est proposée à quelqu’un d’autre."
            return _answer(request, services.decline_offer, waiting, said=said)
    is_open = waiting.status == Waiting.Status.OFFERED and now() < waiting.expires_at
    context = {"workshop": waiting.workshop, "waiting": waiting, "is_open": is_open}
    return render(request, "workshops/public/offer.html", context)


def _behind(model, token):
    if (pk := links.behind(model, token)) is None:
        raise Http404
    found = model.objects.select_related("workshop__site", "workshop__room")
    return get_object_or_404(found, pk=pk)


def _answer(request, verb, thing, *, said):
    try:
        verb(thing, by=_BY, at=now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, said)
    return redirect(request.path)
