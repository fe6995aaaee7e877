"""A cycle of sessions: planned, changed or cancelled from a day on, followed by people."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import STAFF, allow
from beneficiaries.models import Beneficiary
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from pimms.kernel.searches import searched
from workshops import services
from workshops.forms.booking import CycleCancellationForm, CycleChangeForm
from workshops.forms.planning import CycleForm
from workshops.forms.seats import RegistrationForm
from workshops.forms.sessions import PersonSearchForm
from workshops.models import Cycle, Registration, WorkshopType

from .planning import beginning, warn


@allow(*STAFF)
def plan_cycle(request):
    types = WorkshopType.objects.visible_to(request.user).offered()
    form = CycleForm(
        request.POST or None,
        initial=beginning(request, types),
        by=request.user,
        on=localdate(),
    )
    context = {
        "title": "Ajouter un cycle",
        "form": form,
        "types": types,
        "back": reverse("workshops:workshops"),
        "held": None,
        "skipped": [],
    }
    if "apercu" in request.POST:
        return render(request, "workshops/plan_cycle.html", context | _preview(form))
    if cycle := attempt(form, services.plan_cycle, site=request.user.site, by=request.user):
        return done(request, f"Le cycle «\u202f{cycle}\u202f» est au calendrier.", cycle)
    return form_page(request, form, "workshops/plan_cycle.html", **context)


def _preview(form):
    """The days that the form means, before anything is written."""
    try:
        if not form.is_valid():
            return {}
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return {}
    held, skipped = form.cleaned_data["rule"].until(form.cleaned_data["last_on"])
    return {"held": held, "skipped": skipped}


@allow(*STAFF)
@searched("q")
@require_safe
def cycle(request, pk):
    cycle = _load(request, pk)
    search = _search(request, cycle)
    if request.htmx:
        return render(request, "workshops/_found.html", {"search": search})
    context = {
        "cycle": cycle,
        "workshops": cycle.workshops.with_counts().in_order(),
        "search": search,
    }
    return render(request, "workshops/cycle.html", context)


@allow(*STAFF)
def change(request, pk):
    cycle = _load(request, pk)
    form = CycleChangeForm(request.POST or None, initial={"since": localdate()})
    if changed := attempt(form, services.change_cycle, cycle, by=request.user, at=now()):
        messages.success(request, f"Séances changées\u202f: {len(changed)}.")
        if {"starts_at", "room"} & set(form.changed_data):
            messages.warning(request, "Prévenez les personnes inscrites du changement.")
        for workshop in changed:
            warn(request, workshop)
        return redirect(cycle)
    title = f"Changer les séances de «\u202f{cycle}\u202f»"
    intro = "Ce que vous laissez vide ne change pas."
    return form_page(request, form, title=title, back=cycle, intro=intro)


@allow(*STAFF)
def cancel(request, pk):
    cycle = _load(request, pk)
    form = CycleCancellationForm(request.POST or None)
    if cancelled := attempt(form, services.cancel_cycle, cycle, by=request.user, at=now()):
        said = f"Séances annulées\u202f: {len(cancelled)}. Les personnes inscrites sont à prévenir."
        return done(request, said, "workshops:calls_today")
    title = f"Annuler les séances de «\u202f{cycle}\u202f»"
    intro = "Seules les personnes inscrites à ces séances, ou en attente, sont prévenues."
    return form_page(request, form, title=title, back=cycle, intro=intro)


@require_POST
@allow(*STAFF)
def register(request, pk):
    """A seat in every session; where one is full, a place in its queue."""
    cycle = _load(request, pk)
    form = RegistrationForm(request.POST, people=Beneficiary.objects.visible_to(request.user))
    if made := act(request, services.admit_to_cycle, cycle, form=form, at=now(), on=localdate()):
        messages.success(request, _admitted(made))
    return redirect(cycle)


def _admitted(made):
    seats = sum(isinstance(each, Registration) for each in made)
    waits = len(made) - seats
    if not waits:
        return f"{made[0].who} a sa place\u202f: séances, {seats}."
    words = f"{made[0].who} est en liste d’attente\u202f: séances, {waits}"
    return f"{words}\u202f; a sa place dans {seats}." if seats else f"{words}."


def _load(request, pk):
    return get_object_or_404(Cycle.objects.visible_to(request.user), pk=pk)


def _search(request, cycle):
    """The people found; who has all the seats already is told when they are registered."""
    form = PersonSearchForm(request.GET if "q" in request.GET else None)
    found = form.filter(Beneficiary.objects.visible_to(request.user).select_related("commune"))
    return {
        "form": form,
        "found": [(person, False) for person in found],
        "page": cycle.get_absolute_url(),
        "action": reverse("workshops:register_for_cycle", args=[cycle.pk]),
        "deed": "Inscrire à tout",
    }
