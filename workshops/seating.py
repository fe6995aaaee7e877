"""The seats of one session, while its row is ours: who fits, who sits, who waits.

What the verbs of services/ are made of; each of them locks the session first.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Sum

from accounts import journal
from workshops.models import Registration, Waiting, Workshop

_FULL = "Cet atelier est complet\u202f: toutes les places sont prises."
_ONE_LEFT = "Il ne reste qu’une place\u202f: la personne peut venir seule, ou attendre."


@transaction.atomic
def locked(workshop: Workshop) -> Workshop:
    """The workshop as it is now, ours until we commit. Raises when it is cancelled."""
    workshop = Workshop.objects.select_for_update(of=["self"]).in_detail().get(pk=workshop.pk)
    if workshop.cancelled_at:
        raise ValidationError("Cet atelier est annulé.")
    return workshop


def somebody(beneficiary, guest, companion, referral=None) -> dict:
    return {
        "beneficiary": beneficiary,
        "guest": guest,
        "seats": 2 if companion else 1,
        "referral": referral,
    }


def fits(workshop, *, beneficiary, guest, seats, referral=None) -> bool:
    free = _room_for(workshop, beneficiary, guest)
    return free is None or free >= seats


def seat_or_queue(workshop, *, by, at, **who) -> Registration | Waiting:
    """Of a workshop that is ours until we commit."""
    if fits(workshop, **who):
        return seat(workshop, by=by, **who)
    return queue(workshop, by=by, at=at, **who)


def seat(workshop, *, beneficiary, guest, seats, by, referral=None) -> Registration:
    free = _room_for(workshop, beneficiary, guest)
    if free is not None and free < seats:
        raise ValidationError(_ONE_LEFT if free == 1 else _FULL)
    registration = Registration(
        workshop=workshop, beneficiary=beneficiary, guest=guest, seats=seats, referral=referral
    )
    registration.full_clean()
    registration.save()
    workshop.queue.standing().filter(beneficiary=beneficiary, guest=guest).update(
        status=Waiting.Status.SEATED
    )
    journal.record("registration.made", registration, by=by)
    return registration


def queue(workshop, *, beneficiary, guest, seats, referral, by, at) -> Waiting:
    if workshop.registrations.standing().filter(beneficiary=beneficiary, guest=guest).exists():
        raise ValidationError("Cette personne est déjà inscrite à cet atelier.")
    waiting = Waiting(
        workshop=workshop,
        rank=(workshop.queue.aggregate(last=Max("rank"))["last"] or 0) + 1,
        came_before=Registration.objects.filter(
            beneficiary=beneficiary, guest=guest, status=Registration.Status.PRESENT
        ).exists(),
        joined_at=at,
        beneficiary=beneficiary,
        guest=guest,
        seats=seats,
        referral=referral,
    )
    waiting.full_clean()
    waiting.save()
    journal.record("waiting.joined", waiting, by=by)
    return waiting


def free_places(workshop: Workshop) -> int | None:
    """The places that are neither taken nor offered; None without a limit."""
    if workshop.capacity is None:
        return None
    taken = workshop.registrations.standing().aggregate(n=Sum("seats"))["n"] or 0
    held = workshop.queue.offered().aggregate(n=Sum("seats"))["n"] or 0
    return workshop.capacity - taken - held


def _own_wait(workshop, beneficiary, guest) -> Waiting | None:
    mine = workshop.queue.standing().filter(beneficiary=beneficiary, guest=guest)
    return mine.order_by("pk").first()


def _room_for(workshop, beneficiary, guest) -> int | None:
    """The places that this person may take: the free ones and what they were offered."""
    free, mine = free_places(workshop), _own_wait(workshop, beneficiary, guest)
    if free is not None and mine and mine.status == Waiting.Status.OFFERED:
        return free + mine.seats
    return free
