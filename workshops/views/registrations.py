from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from accounts.permissions import STAFF, allow
from pimms.kernel.forms import attempt, status
from workshops import services
from workshops.forms.booking import SignatureForm
from workshops.forms.seats import GiveBackForm, TakeBackForm
from workshops.models import Registration, Signature, Waiting


@require_POST
@allow(*STAFF)
def give_back(request, pk):
    seat = _load(request, Registration, pk)
    form = GiveBackForm(request.POST)
    if attempt(form, services.cancel_seat, seat, by=request.user, at=now()):
        messages.success(request, f"La place de {seat.who} est libre.")
    _say(request, form)
    return redirect(seat.workshop)


@allow(*STAFF)
def take_back(request, pk):
    seat = _load(request, Registration, pk)
    form = TakeBackForm(request.POST or None)
    if attempt(form, services.cancel_seat, seat, by_us=True, by=request.user, at=now()):
        messages.success(request, f"La place de {seat.who} est reprise.")
        return redirect(seat.workshop)
    context = {
        "title": f"Reprendre la place de {seat.who}",
        "form": form,
        "back": seat.workshop.get_absolute_url(),
        "intro": f"{seat.workshop}\u202f: la place ira à la liste d’attente. Prévenez la personne.",
    }
    return render(request, "form.html", context, status=status(form))


@require_POST
@allow(*STAFF)
def arrive(request, pk):
    seat = _load(request, Registration, pk)
    _try(request, services.arrive, seat, said=f"{seat.who}\u202f: arrivée notée.")
    return redirect(seat.workshop)


_ANSWERS = {
    "accepter": (services.accept_offer, "a sa place."),
    "refuser": (services.decline_offer, "ne prend pas la place."),
    "retirer": (services.leave_queue, "n’est plus dans la liste d’attente."),
}


@require_POST
@allow(*STAFF)
def answer(request, pk):
    waiting = _load(request, Waiting, pk)
    verb, said = _ANSWERS.get(request.POST.get("reponse"), (None, ""))
    if verb:
        _try(request, verb, waiting, said=f"{waiting.who} {said}")
    return redirect(waiting.workshop)


@allow(*STAFF)
def sign(request, pk):
    """The person signs on the tablet; paper stays as good."""
    seat = _load(request, Registration, pk)
    form = SignatureForm(request.POST or None)
    if attempt(form, services.sign, seat, by=request.user, at=now()):
        messages.success(request, f"{seat.who} a signé.")
        return redirect(seat.workshop)
    signed = Signature.objects.filter(registration=seat).first()
    context = {"seat": seat, "workshop": seat.workshop, "form": form, "signed": signed}
    return render(request, "workshops/sign.html", context, status=status(form))


def _load(request, model, pk):
    visible = model.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("workshop", "beneficiary", "guest"), pk=pk)


def _try(request, verb, thing, *, said):
    try:
        verb(thing, by=request.user, at=now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, said)


def _say(request, form):
    for sentences in form.errors.values():
        messages.error(request, " ".join(sentences))
