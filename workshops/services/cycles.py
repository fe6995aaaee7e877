"""What is done to a whole cycle at once: its sessions, and who follows them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts import journal
from accounts.models import Site, User
from beneficiaries.models import Beneficiary
from pimms.kernel.forms import sentence_of
from pimms.kernel.templatetags.french import day as said
from workshops.models import Cycle, Guest, Registration, Waiting, Workshop
from workshops.recurrence import MOST, Rule
from workshops.seating import fits, locked, queue, seat, seat_or_queue, somebody

from .sessions import cancel, change, on_each_day

_OVER = "Toutes les séances de ce cycle sont passées."


@transaction.atomic
def plan_cycle(
    *, rule: Rule, last_on: date, as_a_whole: bool, site: Site, by: User, **details: Any
) -> Cycle:
    """Every session of the cycle stands in the calendar, or none."""
    days, _ = rule.until(last_on)
    if not days:
        raise ValidationError("Aucun jour ne reste\u202f: tous sont écartés.")
    if len(days) > MOST:
        raise ValidationError(
            f"Un cycle a {MOST} séances au plus\u202f: celui-ci en a {len(days)}."
        )
    cycle = Cycle(
        title=details["title"],
        site=site,
        weekdays=sorted(rule.weekdays),
        every=rule.every,
        first_on=rule.first_on,
        last_on=last_on,
        excluded_on=sorted(rule.excluded_on),
        on_public_holidays=rule.on_public_holidays,
        in_school_holidays=rule.in_school_holidays,
        as_a_whole=as_a_whole,
    )
    cycle.full_clean()
    cycle.save()
    on_each_day(days, details | {"site": site, "cycle": cycle})
    journal.record("cycle.planned", cycle, by=by, sessions=len(days))
    return cycle


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
    who, made = somebody(beneficiary, guest, companion), []
    coming = cycle.workshops.coming_up(on)
    if not coming:
        raise ValidationError(_OVER)
    for workshop in coming:
        workshop = locked(workshop)
        if workshop.registrations.standing().filter(beneficiary=beneficiary, guest=guest).exists():
            continue
        try:
            made.append(seat(workshop, by=by, **who))
        except ValidationError as refusal:
            words = " ".join(refusal.messages)
            raise ValidationError(f"Le {said(workshop.held_on)}\u202f: {words}") from None
    if not made:
        raise ValidationError("Cette personne est déjà inscrite à tout le cycle.")
    return made


@transaction.atomic
def admit_to_cycle(
    cycle: Cycle,
    *,
    beneficiary: Beneficiary | None = None,
    guest: Guest | None = None,
    companion: bool = False,
    by: User,
    at: datetime,
    on: date,
) -> list[Registration | Waiting]:
    """A seat in every session to come that has one, a place in the queue of the others.

    A cycle that is followed as a whole gives no seat while one session is full: the person waits
    there, and has all the seats once it is offered and taken (`accept_offer`).
    """
    who, mine = somebody(beneficiary, guest, companion), []
    coming = [locked(workshop) for workshop in cycle.workshops.coming_up(on)]
    if not coming:
        raise ValidationError(_OVER)
    same = {"beneficiary": beneficiary, "guest": guest}
    left = [
        workshop
        for workshop in coming
        if not workshop.registrations.standing().filter(**same).exists()
        and not workshop.queue.standing().filter(**same).exists()
    ]
    if not left:
        raise ValidationError("Cette personne est déjà inscrite à tout le cycle, ou attend.")
    full = [workshop for workshop in left if not fits(workshop, **who)]
    if cycle.as_a_whole and full:
        return [queue(workshop, by=by, at=at, **who) for workshop in full]
    for workshop in left:
        mine.append(seat_or_queue(workshop, by=by, at=at, **who))
    return mine


@transaction.atomic
def change_cycle(
    cycle: Cycle, *, since: date, by: User, at: datetime, **details: Any
) -> list[Workshop]:
    """Every session from that day on is as told now, or none. What is None stays as it is."""
    details = {name: value for name, value in details.items() if value not in (None, "")}
    if not details:
        raise ValidationError("Dites ce qui change.")
    return [
        _on_its_day(workshop, change, by=by, at=at, **details) for workshop in _from(cycle, since)
    ]


@transaction.atomic
def cancel_cycle(
    cycle: Cycle, *, since: date, reason: str, by: User, at: datetime
) -> list[Workshop]:
    """No session is held from that day on; those who have a seat in one are to be told."""
    return [
        _on_its_day(workshop, cancel, by=by, at=at, reason=reason)
        for workshop in _from(cycle, since)
    ]


def _from(cycle: Cycle, since: date) -> list[Workshop]:
    coming = list(cycle.workshops.coming_up(since))
    if not coming:
        raise ValidationError("Aucune séance de ce cycle n’a lieu à partir de ce jour.")
    return coming


def _on_its_day(workshop: Workshop, verb: Callable, **words: Any) -> Workshop:
    """The verb's refusal, with the day of the session that it is about."""
    try:
        with transaction.atomic():
            return verb(workshop, **words)
    except ValidationError as refusal:
        sentence = " ".join(refusal.messages)
    except IntegrityError as collision:
        sentence = sentence_of(collision)
    raise ValidationError(f"Le {said(workshop.held_on)}\u202f: {sentence}")
