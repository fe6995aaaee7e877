from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import STAFF, allow
from pimms.kernel.forms import attempt
from pimms.kernel.pages import tell_refusals
from workshops import calls, papers, services
from workshops.forms.seats import CallForm
from workshops.models import Registration, Waiting, Workshop


@allow(*STAFF)
@require_safe
def today(request):
    context = {"lines": calls.due(request.user, at=now()), "tab": "calls", "workshop": None}
    return render(request, "workshops/calls.html", context | _choices())


@allow(*STAFF)
@require_safe
def calls_of(request, pk):
    workshop = _load(request, pk)
    context = {"lines": calls.calls_of(workshop), "tab": "", "workshop": workshop}
    return render(request, "workshops/calls.html", context | _choices())


@allow(*STAFF)
@require_safe
def paper(request, pk):
    workshop = _load(request, pk)
    return papers.answer(
        "workshops/pdf/call_list.html",
        workshop,
        lines=calls.calls_of(workshop),
        name="appels",
        by=request.user,
    )


@require_POST
@allow(*STAFF)
def note(request, pk):
    workshop, form = _load(request, pk), CallForm(request.POST)
    if form.is_valid():
        thing = _called(workshop, form.cleaned_data)
        if attempt(form, services.note_call, thing, by=request.user, at=now()):
            messages.success(request, f"Appel noté\u202f: {thing.who}.")
    tell_refusals(request, form)
    if request.POST.get("retour") == "jour":
        return redirect("workshops:calls_today")
    return redirect("workshops:calls", workshop.pk)


def _called(workshop, words):
    """The seat or the place in the queue that the form names, of this workshop alone."""
    seat, waiting = words.pop("registration"), words.pop("waiting")
    for model, pk in ((Registration, seat), (Waiting, waiting)):
        if pk and abs(pk) < 2**63:
            found = model.objects.filter(workshop=workshop).select_related("beneficiary", "guest")
            return get_object_or_404(found, pk=pk)
    raise Http404


def _load(request, pk):
    visible = Workshop.objects.visible_to(request.user).in_detail().with_counts()
    return get_object_or_404(visible, pk=pk)


def _choices():
    return {"results": CallForm.base_fields["result"].choices}
