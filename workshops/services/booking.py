"""Seats that are asked for from outside: by a referrer, by whoever reads the agenda, and moved by
whoever holds the link of a seat."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from accounts import journal
from accounts.models import User
from beneficiaries.models import Beneficiary, Referral
from beneficiaries.telling import tells, told
from workshops.models import Guest, Registration, Waiting, Workshop
from workshops.seating import locked, seat, somebody

from .registrations import admit, cancel_seat, offer_places, welcome_guest

_NOT_OPEN = "Cette séance ne se réserve pas d’ici\u202f: appelez-nous."


@transaction.atomic
def book(
    referral: Referral, *, workshop: Workshop, companion: bool = False, by: User, at: datetime
) -> Registration | Waiting:
    """The referrer asks for a seat for the person, who agrees: a seat, or a place in the queue.

    Where the person keeps their workshops to themselves, one who has a place already reads like
    one who is given it.
    """
    referral = Referral.objects.select_for_update(of=["self"]).get(pk=referral.pk)
    if not told(referral, to=by).is_for_somebody:
        raise ValidationError("Une place se demande une fois l’orientation acceptée.")
    _is_open(workshop, at=at)
    keeps_it = not tells(referral, Referral.Step.WORKSHOP, to=by)
    if keeps_it and (theirs := _held_by(referral.beneficiary, locked(workshop))):
        return theirs
    return admit(
        workshop,
        beneficiary=referral.beneficiary,
        companion=companion,
        referral=referral,
        by=by,
        at=at,
    )


@transaction.atomic
def join(
    workshop: Workshop,
    *,
    key: UUID,
    phone: str,
    companion: bool = False,
    by: str,
    at: datetime,
    **identity: Any,
) -> Registration | Waiting:
    """Somebody who read the agenda has a seat or a place in the queue; sent twice is one."""
    if known := Guest.objects.filter(key=key).first():
        if seats := known.registrations.order_by("pk").first():
            return seats
        return known.waitings.order_by("pk").get()
    _is_open(workshop, at=at)
    if _has_a_seat(workshop.registrations.standing(), phone) or _has_a_seat(
        workshop.queue.standing(), phone
    ):
        raise ValidationError(
            "Ce numéro de téléphone a déjà une place dans cet atelier\u202f: appelez-nous pour en"
            " avoir une de plus."
        )
    guest = welcome_guest(by=by, key=key, phone=phone, **identity)
    return admit(workshop, guest=guest, companion=companion, by=by, at=at)


@transaction.atomic
def move_seat(
    registration: Registration, *, to: Workshop, by: User | str, at: datetime
) -> Registration:
    """The seat is given back, and the same people have one in another session, or nothing is
    done."""
    pair = Workshop.objects.filter(pk__in=[registration.workshop_id, to.pk]).in_order()
    rows = {each.pk: locked(each) for each in pair}
    _is_open(rows[to.pk], at=at)
    cancel_seat(registration, reason="Change de date", by=by, at=at)
    who = somebody(registration.beneficiary, registration.guest, registration.has_companion)
    moved = seat(rows[to.pk], by=by, **who | {"referral": registration.referral})
    journal.record("registration.moved", moved, by=by, was=registration.pk)
    offer_places(rows[registration.workshop_id], by=by, at=at)
    return moved


def _held_by(person: Beneficiary | None, workshop: Workshop) -> Registration | Waiting | None:
    """The seat or the place in the queue that the person has already."""
    seats = workshop.registrations.standing().filter(beneficiary=person)
    queue = workshop.queue.standing().filter(beneficiary=person)
    return seats.order_by("pk").first() or queue.order_by("pk").first()


def _is_open(workshop: Workshop, *, at: datetime) -> None:
    if not workshop.is_public or workshop.follows_whole or at >= workshop.begins:
        raise ValidationError(_NOT_OPEN)


def _has_a_seat(places: QuerySet[Registration] | QuerySet[Waiting], phone: str) -> bool:
    return places.filter(guest__phone=phone).exclude(guest__phone="").exists()
