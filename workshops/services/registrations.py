"""Who takes a seat, waits for one, gives it back, and who came.

One lock for each workshop: whoever decides on its seats holds the row until they commit.
"""

from datetime import date, datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Sum
from procrastinate.contrib.django import app

from accounts import journal
from accounts.models import User
from beneficiaries.models import Beneficiary
from pimms.kernel.templatetags.french import day as said
from workshops.models import Cycle, Guest, Registration, Waiting, Workshop

_FULL = "Cet atelier est complet\u202f: toutes les places sont prises."
_ONE_LEFT = "Il ne reste qu’une place\u202f: la personne peut venir seule, ou attendre."


@transaction.atomic
def locked(workshop: Workshop) -> Workshop:
    """The workshop as it is now, ours until we commit. Raises when it is cancelled."""
    workshop = Workshop.objects.select_for_update(of=["self"]).in_detail().get(pk=workshop.pk)
    if workshop.cancelled_at:
        raise ValidationError("Cet atelier est annulé.")
    return workshop


@transaction.atomic
def welcome_guest(*, by: User, **identity) -> Guest:
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
    return _seat(workshop, by=by, **_somebody(beneficiary, guest, companion))


@transaction.atomic
def admit(
    workshop: Workshop,
    *,
    beneficiary: Beneficiary | None = None,
    guest: Guest | None = None,
    companion: bool = False,
    by: User,
    at: datetime,
) -> Registration | Waiting:
    """The person has a seat or, when the room is full, a place in the queue."""
    workshop, somebody = locked(workshop), _somebody(beneficiary, guest, companion)
    _one_session_is_enough(workshop)
    if _fits(workshop, **somebody):
        return _seat(workshop, by=by, **somebody)
    if workshop.registrations.standing().filter(beneficiary=beneficiary, guest=guest).exists():
        raise ValidationError("Cette personne est déjà inscrite à cet atelier.")
    waiting = Waiting(
        workshop=workshop,
        rank=(workshop.queue.aggregate(last=Max("rank"))["last"] or 0) + 1,
        came_before=Registration.objects.filter(
            beneficiary=beneficiary, guest=guest, status=Registration.Status.PRESENT
        ).exists(),
        joined_at=at,
        **somebody,
    )
    waiting.full_clean()
    waiting.save()
    journal.record("waiting.joined", waiting, by=by)
    return waiting


@transaction.atomic
def admit_guest(
    workshop: Workshop, *, companion: bool = False, by: User, at: datetime, **identity
) -> Registration | Waiting:
    """Somebody without a file has a seat or a place in the queue."""
    guest = welcome_guest(by=by, **identity)
    return admit(workshop, guest=guest, companion=companion, by=by, at=at)


@transaction.atomic
def register_for_cycle(
    cycle: Cycle,
    *,
    beneficiary: Beneficiary | None = None,
    guest: Guest | None = None,
    companion: bool = False,
    by: User,
    on: date,
) -> list[Registration]:
    """The person has a seat in every session to come, or in none when one of them is full."""
    somebody, made = _somebody(beneficiary, guest, companion), []
    coming = cycle.workshops.coming_up(on)
    if not coming:
        raise ValidationError("Toutes les séances de ce cycle sont passées.")
    for workshop in coming:
        workshop = locked(workshop)
        if workshop.registrations.standing().filter(beneficiary=beneficiary, guest=guest).exists():
            continue
        try:
            made.append(_seat(workshop, by=by, **somebody))
        except ValidationError as refusal:
            words = " ".join(refusal.messages)
            raise ValidationError(f"Le {said(workshop.held_on)}\u202f: {words}") from None
    if not made:
        raise ValidationError("Cette personne est déjà inscrite à tout le cycle.")
    return made


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
    free, offered = _free(workshop), []
    expires_at = min(at + timedelta(hours=settings.OFFER_HOURS), workshop.begins)
    for waiting in workshop.queue.filter(status=Waiting.Status.WAITING).in_order():
        if free is not None and waiting.seats > free:
            continue
        free = None if free is None else free - waiting.seats
        waiting.status = Waiting.Status.OFFERED
        waiting.offered_at, waiting.expires_at = at, expires_at
        waiting.save(update_fields=["status", "offered_at", "expires_at"])
        journal.record("waiting.offered", waiting, by=by)
        transaction.on_commit(partial(_tell_later, waiting.pk))
        offered.append(waiting)
    return offered


@transaction.atomic
def accept_offer(waiting: Waiting, *, by: User | str, at: datetime) -> Registration:
    """The person has the seat that was offered. Raises once the offer has ended."""
    workshop = locked(waiting.workshop)
    waiting = _still_offered(waiting, at=at)
    return _seat(
        workshop,
        beneficiary=waiting.beneficiary,
        guest=waiting.guest,
        seats=waiting.seats,
        by=by,
    )


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
    if waiting.status != Waiting.Status.OFFERED or at < waiting.expires_at:
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
    late: set[int] = frozenset(),
    excused: set[int] = frozenset(),
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


def _somebody(beneficiary, guest, companion) -> dict:
    return {"beneficiary": beneficiary, "guest": guest, "seats": 2 if companion else 1}


def _one_session_is_enough(workshop: Workshop) -> None:
    if workshop.cycle and workshop.cycle.as_a_whole:
        raise ValidationError(
            "Ce cycle se suit en entier\u202f: inscrivez la personne à toutes les séances."
        )


def _free(workshop: Workshop) -> int | None:
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
    free, mine = _free(workshop), _own_wait(workshop, beneficiary, guest)
    if free is not None and mine and mine.status == Waiting.Status.OFFERED:
        return free + mine.seats
    return free


def _fits(workshop, *, beneficiary, guest, seats) -> bool:
    free = _room_for(workshop, beneficiary, guest)
    return free is None or free >= seats


def _seat(workshop, *, beneficiary, guest, seats, by) -> Registration:
    free = _room_for(workshop, beneficiary, guest)
    if free is not None and free < seats:
        raise ValidationError(_ONE_LEFT if free == 1 else _FULL)
    registration = Registration(
        workshop=workshop, beneficiary=beneficiary, guest=guest, seats=seats
    )
    registration.full_clean()
    registration.save()
    workshop.queue.standing().filter(beneficiary=beneficiary, guest=guest).update(
        status=Waiting.Status.SEATED
    )
    journal.record("registration.made", registration, by=by)
    return registration


def _still_offered(waiting: Waiting, *, at: datetime) -> Waiting:
    waiting = Waiting.objects.select_related("beneficiary", "guest").get(pk=waiting.pk)
    if waiting.status != Waiting.Status.OFFERED or at >= waiting.expires_at:
        raise ValidationError("Cette place n’est plus proposée\u202f: le délai est passé.")
    return waiting


def _passes_on(waiting, status, workshop, by, at) -> Waiting:
    waiting.status = status
    waiting.save(update_fields=["status"])
    journal.record(f"waiting.{status}", waiting, by=by)
    offer_places(workshop, by=by, at=at)
    return waiting


def _tell_later(waiting_id: int) -> None:
    app.configure_task("workshops.tasks.tell_offer").defer(waiting_id=waiting_id)
