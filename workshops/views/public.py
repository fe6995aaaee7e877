"""Pages for whoever holds a link: no names, nothing of the person."""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache

from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from workshops import links, services
from workshops.forms.booking import JoinForm, MoveForm
from workshops.models import Registration, Waiting, Workshop

_BY, _AGENDA = "lien personnel", "agenda public"


@login_not_required
@never_cache
def join(request, pk):
    """Whoever read the agenda takes a seat; the link that follows is theirs to give it back."""
    coming = Workshop.objects.open_to_all(now()).in_detail().with_counts()
    workshop = get_object_or_404(coming, pk=pk)
    form = JoinForm(request.POST or None)
    if form.is_bound and not _at_leisure(request):
        return render(request, "workshops/public/later.html", status=429)
    if place := attempt(form, services.join, workshop, by=_AGENDA, at=now()):
        return redirect(links.path(place))
    return form_page(request, form, "workshops/public/join.html", workshop=workshop)


def _at_leisure(request) -> bool:
    """Whether this address sends no more than people do."""
    return ratelimit.consume(
        request, app="workshops", action="join", config={"join": settings.JOIN_RATE}
    )


@login_not_required
@never_cache
def seat(request, token):
    registration = _behind(Registration, token)
    workshop = registration.workshop
    others = Workshop.objects.open_to_all(now()).like(workshop).with_counts()
    form = MoveForm(request.POST if "deplacer" in request.POST else None, workshops=others)
    if moved := attempt(form, services.move_seat, registration, by=_BY, at=now()):
        said = "Votre place a changé de date. Gardez cette nouvelle adresse."
        return done(request, said, links.path(moved))
    if request.method == "POST" and not form.is_bound:
        return _answer(request, services.cancel_seat, registration, said="Votre place est rendue.")
    may_give_back = (
        registration.status == Registration.Status.REGISTERED
        and not workshop.cancelled_at
        and now() < workshop.begins
    )
    return form_page(
        request,
        form,
        "workshops/public/seat.html",
        workshop=workshop,
        may_give_back=may_give_back,
        others=may_give_back and others.exists(),
        is_given_back=registration.status == Registration.Status.CANCELLED,
    )


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
    is_open = waiting.is_offered(at=now())
    context = {"workshop": waiting.workshop, "waiting": waiting, "is_open": is_open}
    return render(request, "workshops/public/offer.html", context)


def _behind(model, token):
    if (pk := links.behind(model, token)) is None:
        raise Http404
    found = model.objects.select_related("workshop__site", "workshop__room", "workshop__cycle")
    return get_object_or_404(found, pk=pk)


def _answer(request, verb, thing, *, said):
    act(request, verb, thing, by=_BY, at=now(), said=said)
    return redirect(request.path)
