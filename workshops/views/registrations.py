from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from accounts.permissions import STAFF, allow
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from workshops import services
from workshops.forms.booking import SignatureForm
from workshops.forms.seats import GiveBackForm, TakeBackForm
from workshops.models import Registration, Signature, Waiting


@require_POST
@allow(*STAFF)
def give_back(request, pk):
    seat = _load(request, Registration, pk)
    form = GiveBackForm(request.POST)
    said = f"La place de {seat.who} est libre."
    act(request, services.cancel_seat, seat, form=form, at=now(), said=said)
    return redirect(seat.workshop)


@allow(*STAFF)
def take_back(request, pk):
    seat = _load(request, Registration, pk)
    form = TakeBackForm(request.POST or None)
    if attempt(form, services.cancel_seat, seat, by_us=True, by=request.user, at=now()):
        return done(request, f"La place de {seat.who} est reprise.", seat.workshop)
    title = f"Reprendre la place de {seat.who}"
    intro = f"{seat.workshop}\u202f: la place ira à la liste d’attente. Prévenez la personne."
    return form_page(request, form, title=title, back=seat.workshop, intro=intro)


@require_POST
@allow(*STAFF)
def arrive(request, pk):
    seat = _load(request, Registration, pk)
    act(request, services.arrive, seat, at=now(), said=f"{seat.who}\u202f: arrivée notée.")
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
        act(request, verb, waiting, at=now(), said=f"{waiting.who} {said}")
    return redirect(waiting.workshop)


@allow(*STAFF)
def sign(request, pk):
    """The person signs on the tablet; paper stays as good."""
    seat = _load(request, Registration, pk)
    form = SignatureForm(request.POST or None)
    if attempt(form, services.sign, seat, by=request.user, at=now()):
        return done(request, f"{seat.who} a signé.", seat.workshop)
    signed = Signature.objects.filter(registration=seat).first()
    return form_page(
        request, form, "workshops/sign.html", seat=seat, workshop=seat.workshop, signed=signed
    )


def _load(request, model, pk):
    visible = model.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("workshop", "beneficiary", "guest"), pk=pk)
