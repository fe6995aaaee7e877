"""The seats of one session, while its row is ours: who fits, who sits, who waits.

What the verbs of services/ are made of; each of them locks the session first.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max, Q, Sum

from accounts import journal
from workshops.models import Registration, Waiting, Workshop

_SEATED = "Cette personne est déjà inscrite à cet atelier."
_FULL = "Cet atelier est complet\u202f: toutes les places sont prises."
_ONE_LEFT = "Il ne reste qu’une place\u202f: la personne peut venir seule, ou attendre."


@transaction.atomic
def locked(workshop: Workshop) -> Workshop:
    """The workshop as it is now, ours until we commit. Raises when it is cancelled."""
    rows = Workshop.objects.select_for_update(of=["self"]).select_related("cycle")
    workshop = rows.get(pk=workshop.pk)
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


@dataclass(frozen=True)
class Room:
    """What a session has for somebody: `free` are the places that they may take, what they were
    offered among them (None: no limit)."""

    free: int | None
    is_seated: bool
    waits: bool

    def has(self, seats: int) -> bool:
        return self.free is None or self.free >= seats


def room_for(workshop: Workshop, *, beneficiary, guest) -> Room:
    """Of a session that is ours until we commit; two queries."""
    who = beneficiary and beneficiary.pk, guest and guest.pk
    theirs = Q(beneficiary=beneficiary, guest=guest)
    taken = workshop.registrations.standing().aggregate(
        seats=Sum("seats", default=0), theirs=Count("pk", filter=theirs)
    )
    waiting = workshop.queue.standing().filter(theirs | Q(status=Waiting.Status.OFFERED))
    held, waits = 0, False
    for each in waiting.order_by("pk"):
        if (each.beneficiary_id, each.guest_id) == who:
            waits = True
        else:
            held += each.seats
    free = None if workshop.capacity is None else workshop.capacity - taken["seats"] - held
    return Room(free, taken["theirs"] > 0, waits)


def fits(workshop, *, beneficiary, guest, seats, referral=None) -> bool:
    return room_for(workshop, beneficiary=beneficiary, guest=guest).has(seats)


def seat_or_queue(workshop, *, by, at, **who) -> Registration | Waiting:
    """Of a workshop that is ours until we commit."""
    if fits(workshop, **who):
        return seat(workshop, by=by, **who)
    return queue(workshop, by=by, at=at, **who)


def seat(workshop, *, beneficiary, guest, seats, by, referral=None) -> Registration:
    room = room_for(workshop, beneficiary=beneficiary, guest=guest)
    if room.is_seated:
        raise ValidationError(_SEATED)
    if not room.has(seats):
        raise ValidationError(_ONE_LEFT if room.free == 1 else _FULL)
    registration = Registration(
        workshop=workshop, beneficiary=beneficiary, guest=guest, seats=seats, referral=referral
    )
    registration.save(force_insert=True)
    if room.waits:
        workshop.queue.standing().filter(beneficiary=beneficiary, guest=guest).update(
            status=Waiting.Status.SEATED
        )
    journal.record("registration.made", registration, by=by)
    return registration


def queue(workshop, *, beneficiary, guest, seats, referral, by, at) -> Waiting:
    if workshop.registrations.standing().filter(beneficiary=beneficiary, guest=guest).exists():
        raise ValidationError(_SEATED)
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
