"""Calls for projects: watched, answered, won or lost."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Role, allow
from funding import services
from funding.forms.funders import AnswerForm, CallForm, DecisionForm, PaperForm
from funding.models import Call
from pimms.kernel.forms import attempt
from pimms.kernel.paging import page

from .sheets import sheet


def _load(pk) -> Call:
    return get_object_or_404(Call.objects.select_related("funder"), pk=pk)


@allow(Role.DIRECTOR)
@require_safe
def calls(request):
    every = Call.objects.select_related("funder")
    listed = page(every, keys=("year", "pk"), query=request.GET, newest_first=True)
    return render(request, "funding/calls.html", {"page": listed, "today": localdate()})


@allow(Role.DIRECTOR)
def new(request):
    form = CallForm(request.POST or None, initial={"year": localdate().year})
    if call := attempt(form, services.watch, by=request.user):
        messages.success(request, "La demande est enregistrée.")
        return redirect(call)
    return sheet(
        request, form, title="Nouvel appel ou nouvelle demande", back=reverse("funding:calls")
    )


@allow(Role.DIRECTOR)
@require_safe
def call(request, pk):
    call = _load(pk)
    papers = call.papers.select_related("added_by").order_by("-added_on", "-pk")
    context = {
        "call": call,
        "papers": papers,
        "grant": call.grants.select_related("funder").first(),
    }
    return render(request, "funding/call.html", context)


@allow(Role.DIRECTOR)
def answer(request, pk):
    call = _load(pk)
    form = AnswerForm(request.POST or None, initial={"answered_on": localdate()})
    if attempt(form, services.answer, call, by=request.user, on=localdate()):
        messages.success(request, "La réponse est enregistrée.")
        return redirect(call)
    return sheet(
        request, form, title=f"Répondre à «\u202f{call.title}\u202f»", back=call.get_absolute_url()
    )


@allow(Role.DIRECTOR)
def decide(request, pk):
    call = _load(pk)
    initial = {"decided_on": localdate(), "granted": call.asked}
    form = DecisionForm(request.POST or None, initial=initial)
    grant = attempt(form, services.decide, call, by=request.user, on=localdate())
    if grant:
        messages.success(request, "La subvention est enregistrée.")
        return redirect(grant)
    if form.is_bound and not form.errors:
        messages.success(request, "Le refus est enregistré.")
        return redirect(call)
    return sheet(
        request,
        form,
        title=f"Décision sur «\u202f{call.title}\u202f»",
        back=call.get_absolute_url(),
    )


@allow(Role.DIRECTOR)
@require_POST
def drop(request, pk):
    call = _load(pk)
    try:
        services.drop(call, by=request.user, on=localdate())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "Cet appel est laissé.")
    return redirect(call)


@allow(Role.DIRECTOR)
def attach(request, pk):
    call = _load(pk)
    form = PaperForm(request.POST or None, request.FILES or None)
    if attempt(form, services.attach, call, by=request.user, on=localdate()):
        messages.success(request, "La pièce est jointe.")
        return redirect(call)
    return sheet(
        request,
        form,
        title=f"Joindre une pièce à «\u202f{call.title}\u202f»",
        back=call.get_absolute_url(),
    )
