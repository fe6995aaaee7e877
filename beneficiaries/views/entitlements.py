"""Somebody's rights: their history, and the decisions about them."""

from datetime import timedelta

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.permissions import STAFF, allow
from beneficiaries import entitlement, files, services
from beneficiaries.files import look
from beneficiaries.forms.entitlements import (
    DayForm,
    EarlyEndForm,
    ExtensionForm,
    ResumptionForm,
    SuspensionForm,
    UndoForm,
)
from beneficiaries.models import Card, Enrolment
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page
from pimms.kernel.templatetags.french import day


@allow(*STAFF)
@require_safe
def rights(request, pk):
    """The tab « Droits »: every enrolment with its movements, and how it stood on a day."""
    today = localdate()
    context = files.open_file(request, pk, on=today) | {"tab": "rights"}
    person = context["beneficiary"]
    form = DayForm(request.GET or None)
    on = form.cleaned_data["le"] if form.is_valid() else None
    enrolments = list(_with_history(person.enrolments).order_by("-period"))
    context |= {
        "form": form,
        "asked_on": on,
        "told": [_told(each, on) for each in enrolments if on and on >= each.period.lower],
        "rights": [_read(each, today) for each in enrolments],
        "card": Card.objects.live().filter(beneficiary=person).first(),
    }
    return render(request, "beneficiaries/rights.html", context)


def _with_history(enrolments):
    return enrolments.prefetch_related(
        "movements__recorded_by",
        "movements__extension_motive",
        "extension_requests__motive",
        "extension_requests__asked_by",
        "extension_requests__decided_by",
        "exit_talks__held_by",
    )


def _told(enrolment, on):
    return {
        "enrolment": enrolment,
        "now": entitlement.state(enrolment, on=on),
        "then": entitlement.state(enrolment, on=on, known_on=on),
    }


def _read(enrolment, today):
    movements, opened_on = list(enrolment.movements.all()), enrolment.period.lower
    standing = entitlement.standing(movements)
    state = entitlement.state(enrolment, on=today)
    return {
        "enrolment": enrolment,
        "state": state,
        "at_first": entitlement.end(opened_on, []) - timedelta(days=1),
        "chapters": entitlement.history(opened_on, movements),
        "requests": sorted(enrolment.extension_requests.all(), key=lambda each: -each.pk),
        "latest": standing[-1] if standing else None,
        "is_live": state.name in ("open", "suspended", "to_come"),
    }


@allow(*STAFF)
def suspend(request, pk):
    form = SuspensionForm(request.POST or None, initial={"effective_on": localdate()})
    title, intro = "Suspendre les droits", "Rien ne se vend pendant une suspension."
    return _decision(request, pk, form, services.suspend, title=title, intro=intro)


@allow(*STAFF)
def resume(request, pk):
    form = ResumptionForm(request.POST or None, initial={"effective_on": localdate()})
    title, intro = "Reprendre les droits", "Les ventes reprennent ce jour-là."
    return _decision(request, pk, form, services.resume, title=title, intro=intro)


@allow(*STAFF)
def end_early(request, pk):
    form = EarlyEndForm(request.POST or None, initial={"effective_on": localdate()})
    title, intro = (
        "Mettre fin aux droits",
        "La dernière vente possible est la veille du jour choisi.",
    )
    return _decision(request, pk, form, services.end_early, title=title, intro=intro)


@allow(*STAFF)
def undo(request, pk):
    form = UndoForm(request.POST or None)
    title, intro = (
        "Annuler la dernière décision",
        "La date de fin redevient ce qu’elle était avant cette décision.",
    )
    return _decision(request, pk, form, services.undo, title=title, intro=intro)


@allow(*STAFF)
def ask_extension(request, pk):
    form = ExtensionForm(request.POST or None)
    title, intro = "Demander une prolongation", "La direction répond. Chaque motif a sa limite."
    return _decision(request, pk, form, services.ask_extension, title=title, intro=intro)


def _decision(request, pk, form, verb, *, title, intro):
    """The page of one decision: how the enrolment stands, the form, and back to the tab."""
    enrolment = _load(request, pk)
    back = reverse("beneficiaries:rights", args=[enrolment.beneficiary_id])
    if attempt(form, verb, enrolment, by=request.user, on=localdate()):
        enrolment.refresh_from_db(fields=["period"])
        last_day = day(enrolment.last_day)
        return done(request, f"C’est noté. Dernier jour des droits\u202f: {last_day}.", back)
    look(request, enrolment.beneficiary)
    state, movements = entitlement.state(enrolment, on=localdate()), enrolment.movements.all()
    return form_page(
        request,
        form,
        "beneficiaries/decision.html",
        title=f"{title}\u202f: {enrolment.beneficiary}",
        state=state,
        latest=next(iter(entitlement.standing(movements)[::-1]), None),
        is_undo=verb is services.undo,
        intro=intro,
        back=back,
    )


def _load(request, pk):
    enrolments = Enrolment.objects.visible_to(request.user).select_related("beneficiary")
    return get_object_or_404(enrolments.prefetch_related("movements__extension_motive"), pk=pk)
