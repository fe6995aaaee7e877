"""Who takes a seat, waits for one, gives it back, and who came.

One lock for each workshop: whoever decides on its seats holds the row until they commit.
"""

from collections.abc import Set
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import journal
from accounts.models import User
from beneficiaries.models import Beneficiary, Referral
from pimms.kernel import jobs
from workshops.models import Guest, Registration, Waiting, Workshop
from workshops.seating import fits, free_places, locked, seat, seat_or_queue, somebody


@transaction.atomic
def welcome_guest(*, by: User | str, **identity: Any) -> Guest:
    """Somebody without a file is known by a name and a telephone."""
    guest = Guest(**identity)
    guest.full_clean()
    guest.save()
    journal.record("guest.welcomed", guest, by=by)
    return guest


@transaction.atomic
def register(
    workshop: Workshop,
    *,
    beneficiary: Beneficiary | None = None,
    guest: Guest | None = None,
    companion: bool = False,
    by: User,
) -> Registration:
    """The person has a seat, two with a companion. Raises ValidationError when the room is full."""
    workshop = locked(workshop)
    _one_session_is_enough(workshop)
    return seat(workshop, by=by, **somebody(beneficiary, guest, companion))


@transaction.atomic
def admit(
    workshop: Workshop,
    *,
    beneficiary: Beneficiary | None = None,
    guest: Guest | None = None,
    companion: bool = False,
    referral: Referral | None = None,
    by: User | str,
    at: datetime,
) -> Registration | Waiting:
    """The person has a seat or, when the room is full, a place in the queue."""
    workshop = locked(workshop)
    _one_session_is_enough(workshop)
    who = somebody(beneficiary, guest, companion, referral)
    return seat_or_queue(workshop, by=by, at=at, **who)


@transaction.atomic
def admit_guest(
    workshop: Workshop, *, companion: bool = False, by: User | str, at: datetime, **identity: Any
) -> Registration | Waiting:
    """Somebody without a file has a seat or a place in the queue."""
    guest = welcome_guest(by=by, **identity)
    return admit(workshop, guest=guest, companion=companion, by=by, at=at)


@transaction.atomic
def cancel_seat(
    registration: Registration,
    *,
    by_us: bool = False,
    reason: str = "",
    by: User | str,
    at: datetime,
) -> Registration:
    """The seat is given back, or taken back by us with a reason; the queue is offered it."""
    workshop = locked(registration.workshop)
    registration = Registration.objects.select_related("beneficiary", "guest").get(
        pk=registration.pk
    )
    statuses = Registration.Status
    if registration.status != statuses.REGISTERED:
        raise ValidationError("Cette place n’est plus à rendre.")
    registration.workshop = workshop
    registration.status = statuses.REVOKED if by_us else statuses.CANCELLED
    registration.cancel_reason = reason
    registration.full_clean()
    registration.save(update_fields=["status", "cancel_reason"])
    journal.record(f"registration.{registration.status}", registration, by=by)
    offer_places(workshop, by=by, at=at)
    return registration


@transaction.atomic
def offer_places(workshop: Workshop, *, by: User | str, at: datetime) -> list[Waiting]:
    """The free places are offered to the queue, in order, to whoever fits, for a time."""
    workshop = Workshop.objects.select_for_update(of=["self"]).get(pk=workshop.pk)
    if workshop.cancelled_at or at >= workshop.begins:
        return []
    free, offered = free_places(workshop), []
    expires_at = min(at + timedelta(hours=settings.OFFER_HOURS), workshop.begins)
    for waiting in workshop.queue.filter(status=Waiting.Status.WAITING).in_order():
        if free is not None and waiting.seats > free:
            continue
        free = None if free is None else free - waiting.seats
        waiting.status = Waiting.Status.OFFERED
        waiting.offered_at, waiting.expires_at = at, expires_at
        waiting.save(update_fields=["status", "offered_at", "expires_at"])
        journal.record("waiting.offered", waiting, by=by)
        jobs.later("workshops.tasks.tell_offer", waiting_id=waiting.pk)
        offered.append(waiting)
    return offered


@transaction.atomic
def accept_offer(waiting: Waiting, *, by: User | str, at: datetime) -> Registration:
    """The person has the seat that was offered. Raises once the offer has ended.

    In a cycle that is followed as a whole, they have one in each session to come that has room.
    """
    workshop = locked(waiting.workshop)
    waiting = _still_offered(waiting, at=at)
    same = {"beneficiary": waiting.beneficiary, "guest": waiting.guest}
    who = same | {"seats": waiting.seats, "referral": waiting.referral}
    seated = seat(workshop, by=by, **who)
    if workshop.cycle and workshop.follows_whole:
        for other in workshop.cycle.workshops.coming_up(timezone.localdate(at)):
            other = locked(other)
            if fits(other, **who) and not other.registrations.standing().filter(**same).exists():
                seat(other, by=by, **who)
    return seated


@transaction.atomic
def decline_offer(waiting: Waiting, *, by: User | str, at: datetime) -> Waiting:
    """The person does not want the seat; the next of the queue is offered it."""
    workshop = locked(waiting.workshop)
    return _passes_on(_still_offered(waiting, at=at), Waiting.Status.DECLINED, workshop, by, at)


@transaction.atomic
def leave_queue(waiting: Waiting, *, by: User | str, at: datetime) -> Waiting:
    """The person waits no more; what was offered to them goes to the next."""
    workshop = locked(waiting.workshop)
    waiting = Waiting.objects.get(pk=waiting.pk)
    if waiting.status not in (Waiting.Status.WAITING, Waiting.Status.OFFERED):
        raise ValidationError("Cette personne n’est plus dans la liste d’attente.")
    return _passes_on(waiting, Waiting.Status.LEFT, workshop, by, at)


@transaction.atomic
def expire_offer(waiting: Waiting, *, by: User | str, at: datetime) -> Waiting | None:
    """An offer that nobody answered in time goes to the next; None when there was nothing to do."""
    workshop = Workshop.objects.select_for_update(of=["self"]).get(pk=waiting.workshop_id)
    waiting = Waiting.objects.get(pk=waiting.pk)
    if waiting.status != Waiting.Status.OFFERED or waiting.is_offered(at=at):
        return None
    return _passes_on(waiting, Waiting.Status.EXPIRED, workshop, by, at)


@transaction.atomic
def arrive(registration: Registration, *, by: User, at: datetime) -> Registration:
    """The person is there, in the waiting room or at the door."""
    locked(registration.workshop)
    registration = Registration.objects.select_related("workshop", "beneficiary", "guest").get(
        pk=registration.pk
    )
    if registration.status != Registration.Status.REGISTERED:
        raise ValidationError("Cette place n’attend plus personne.")
    registration.arrived_at = registration.arrived_at or at
    registration.save(update_fields=["arrived_at"])
    journal.record("registration.arrived", registration, by=by)
    return registration


@transaction.atomic
def mark(
    workshop: Workshop,
    *,
    present: set[int],
    absent: set[int],
    late: Set[int] = frozenset(),
    excused: Set[int] = frozenset(),
    walk_ins: int | None = None,
    by: User,
) -> Workshop:
    """Who came, on time or late, who did not, by registration; whoever is in no set is expected
    still. Those who came without a seat are counted."""
    workshop = Workshop.objects.select_for_update(of=["self"]).get(pk=workshop.pk)
    statuses = Registration.Status
    everybody = workshop.registrations.standing()
    noted = present | late | absent | excused
    everybody.filter(pk__in=present).update(status=statuses.PRESENT, is_late=False)
    everybody.filter(pk__in=late).update(status=statuses.PRESENT, is_late=True)
    everybody.filter(pk__in=absent).update(status=statuses.ABSENT, is_late=False)
    everybody.filter(pk__in=excused).update(status=statuses.EXCUSED, is_late=False)
    everybody.exclude(pk__in=noted).update(status=statuses.REGISTERED, is_late=False)
    if walk_ins is not None:
        workshop.walk_ins = walk_ins
        workshop.save(update_fields=["walk_ins"])
    journal.record(
        "workshop.marked",
        workshop,
        by=by,
        present=len(present | late),
        absent=len(absent | excused),
    )
    return workshop


def _one_session_is_enough(workshop: Workshop) -> None:
    if workshop.follows_whole:
        raise ValidationError(
            "Ce cycle se suit en entier\u202f: inscrivez la personne à toutes les séances."
        )


def _still_offered(waiting: Waiting, *, at: datetime) -> Waiting:
    waiting = Waiting.objects.select_related("beneficiary", "guest", "referral").get(pk=waiting.pk)
    if not waiting.is_offered(at=at):
        raise ValidationError("Cette place n’est plus proposée\u202f: le délai est passé.")
    return waiting


def _passes_on(
    waiting: Waiting, status: str, workshop: Workshop, by: User | str, at: datetime
) -> Waiting:
    waiting.status = status
    waiting.save(update_fields=["status"])
    journal.record(f"waiting.{status}", waiting, by=by)
    offer_places(workshop, by=by, at=at)
    return waiting
