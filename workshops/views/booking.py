"""Seats that a referrer asks for, for the person of one of their referrals."""

from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from accounts import journal
from accounts.permissions import EVERYBODY, allow
from beneficiaries import telling
from beneficiaries.models import Referral
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from workshops import services
from workshops.forms.booking import BookingForm
from workshops.models import Registration, Waiting, Workshop

_SHOWN = 60


@allow(*EVERYBODY)
def book(request, pk):
    referral = _load(request, pk)
    is_open = telling.told(referral, to=request.user).is_for_somebody
    coming = Workshop.objects.open_to_all(now()).in_detail().with_counts()
    form = BookingForm(request.POST or None, workshops=coming)
    if is_open and (booked := attempt(form, services.book, referral, by=request.user, at=now())):
        return done(request, _said(booked), "workshops:book", pk)
    journal.record("referral.seats_read", referral, by=request.user)
    asked = _seats(request, referral).select_related("workshop__site", "workshop__room")
    queue = referral.waitings.visible_to(request.user) if is_open else Waiting.objects.none()
    return form_page(
        request,
        form,
        "workshops/book.html",
        referral=referral,
        is_open=is_open,
        are_kept=not telling.tells(referral, Referral.Step.WORKSHOP, to=request.user),
        seats=asked.order_by("-workshop__held_on", "-pk")[:_SHOWN],
        queue=queue.standing().select_related("workshop").in_order(),
        today=localdate(),
    )


def _said(booked):
    if isinstance(booked, Registration):
        return f"{booked.who} a sa place\u202f: donnez-lui le jour et le lieu."
    return f"La séance est complète\u202f: {booked.who} est dans la liste d’attente."


@require_POST
@allow(*EVERYBODY)
def unbook(request, pk, seat):
    """The referrer gives back a seat that they asked for."""
    referral = _load(request, pk)
    booked = get_object_or_404(_seats(request, referral).select_related("workshop"), pk=seat)
    act(request, services.cancel_seat, booked, at=now(), said="La place est rendue.")
    return redirect("workshops:book", pk)


def _seats(request, referral):
    """Those asked for, as far as the reader may know of them."""
    if not telling.told(referral, to=request.user).is_for_somebody:
        return Registration.objects.none()
    return referral.registrations.visible_to(request.user)


def _load(request, pk):
    visible = Referral.objects.visible_to(request.user).select_related("beneficiary")
    return get_object_or_404(visible, pk=pk)
