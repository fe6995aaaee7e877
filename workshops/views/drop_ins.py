from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import STAFF, allow
from beneficiaries.models import Beneficiary
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from pimms.kernel.paging import page
from workshops import services, slots
from workshops.forms.desk import ArrivalForm, DropInForm, StepOfArrivalForm
from workshops.models import Appointment, Arrival, DropIn

_REFRESHED = 15  # seconds
_STEPS = {"call": services.call_in, "serve": services.serve, "leave": services.let_go}


@allow(*STAFF)
@require_safe
def drop_ins(request):
    coming = DropIn.objects.visible_to(request.user).standing().filter(held_on__gte=localdate())
    shown = page(
        coming.select_related("site", "room", "host"),
        keys=("held_on", "starts_at", "pk"),
        query=request.GET,
    )
    return render(request, "workshops/drop_ins.html", {"page": shown, "tab": "drop_ins"})


@allow(*STAFF)
def plan(request):
    form = DropInForm(request.POST or None, by=request.user, on=localdate())
    if made := attempt(form, services.plan_drop_ins, site=request.user.site, by=request.user):
        many = len(made) > 1
        said = f"{len(made)} permanences sont" if many else "La permanence est"
        return done(request, f"{said} au calendrier.", "workshops:drop_ins")
    title = "Ajouter des permanences"
    intro = "Les jours fériés sont laissés de côté."
    return form_page(request, form, title=title, back="workshops:drop_ins", intro=intro)


@allow(*STAFF)
@require_safe
def drop_in(request, pk):
    visible = DropIn.objects.visible_to(request.user).select_related("site", "room", "host")
    shown = get_object_or_404(visible, pk=pk)
    kept = Appointment.objects.kept().filter(host=shown.host).on_day(shown.held_on)
    kept = kept.select_related("beneficiary").order_by("slot", "pk")
    context = {
        "drop_in": shown,
        "slots": slots.slots_of(shown, kept),
        "is_open": not shown.cancelled_at and shown.held_on >= localdate(),
    }
    return render(request, "workshops/drop_in.html", context)


@require_POST
@allow(*STAFF)
def cancel(request, pk):
    shown = get_object_or_404(DropIn.objects.visible_to(request.user), pk=pk)
    act(request, services.cancel_drop_in, shown, at=now(), said="La permanence est annulée.")
    return redirect(shown)


@allow(*STAFF)
@require_safe
def waiting_room(request):
    form = ArrivalForm(people=Beneficiary.objects.none())
    form.begin_at("first_name")
    context = _room(request) | {
        "form": form,
        "drop_ins": DropIn.objects.visible_to(request.user).on_day(localdate()),
        "refreshed": _REFRESHED,
        "tab": "waiting_room",
    }
    return render(request, "workshops/waiting_room.html", context)


@allow(*STAFF)
@require_safe
def waiting_list(request):
    """The part of the waiting room that refreshes itself."""
    return render(request, "workshops/_waiting.html", _room(request))


def _room(request):
    of_the_day = Arrival.objects.visible_to(request.user).on_day(localdate())
    here = of_the_day.filter(site=request.user.site).here().in_order()
    over = of_the_day.filter(site=request.user.site).over()
    return {
        "here": [(each, each.minutes_waited(now())) for each in here],
        "over": over.select_related("beneficiary", "called_by").order_by("-arrived_at", "-pk")[:20],
    }


@require_POST
@allow(*STAFF)
def arrive(request):
    people = Beneficiary.objects.visible_to(request.user)
    form = ArrivalForm(request.POST, people=people)
    site, person = request.user.site, form.data.get("beneficiary")
    if arrival := act(request, services.note_arrival, form=form, site=site, at=now()):
        said = f"{arrival.who} est dans la salle d’attente, n°\u00a0{arrival.number}."
        messages.success(request, said)
    if person and not form.errors.get("beneficiary"):
        return redirect("counter:person", form.cleaned_data["beneficiary"].pk)
    return redirect("workshops:waiting_room")


@require_POST
@allow(*STAFF)
def move_arrival(request, pk):
    arrival = get_object_or_404(Arrival.objects.visible_to(request.user), pk=pk)
    act(request, _move, arrival, form=StepOfArrivalForm(request.POST), at=now())
    return redirect("workshops:waiting_room")


def _move(arrival, *, step, by, at):
    return _STEPS[step](arrival, by=by, at=at)
