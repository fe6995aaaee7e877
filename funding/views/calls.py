"""Calls for projects: watched, answered, won or lost."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Role, allow
from funding import services
from funding.forms.funders import AnswerForm, CallForm, DecisionForm
from funding.models import Call
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from pimms.kernel.paging import page

from .papers import attach_to


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
        return done(request, "La demande est enregistrée.", call)
    return form_page(request, form, title="Nouvel appel ou nouvelle demande", back="funding:calls")


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
        return done(request, "La réponse est enregistrée.", call)
    return form_page(request, form, title=f"Répondre à «\u202f{call.title}\u202f»", back=call)


@allow(Role.DIRECTOR)
def decide(request, pk):
    call = _load(pk)
    initial = {"decided_on": localdate(), "granted": call.asked}
    form = DecisionForm(request.POST or None, initial=initial)
    grant = attempt(form, services.decide, call, by=request.user, on=localdate())
    if grant:
        return done(request, "La subvention est enregistrée.", grant)
    if form.is_bound and not form.errors:
        return done(request, "Le refus est enregistré.", call)
    return form_page(request, form, title=f"Décision sur «\u202f{call.title}\u202f»", back=call)


@allow(Role.DIRECTOR)
@require_POST
def drop(request, pk):
    call = _load(pk)
    act(request, services.drop, call, on=localdate(), said="Cet appel est laissé.")
    return redirect(call)


@allow(Role.DIRECTOR)
def attach(request, pk):
    call = _load(pk)
    return attach_to(request, call, name=f"«\u202f{call.title}\u202f»")
