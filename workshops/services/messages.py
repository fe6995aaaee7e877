"""What people are told, and that it was."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import journal
from accounts.models import User
from pimms.kernel import sending
from workshops.models import Message, Registration, Waiting


@transaction.atomic
def claim_reminders(*, by: str, at: datetime) -> list[Registration]:
    """Those to remind now, each once: whoever stops after this leaves them on the call list."""
    until = at + timedelta(hours=settings.REMINDER_HOURS)
    seats = (
        Registration.objects.filter(
            status=Registration.Status.REGISTERED,
            reminded_at=None,
            workshop__cancelled_at=None,
            workshop__held_on__gte=timezone.localdate(at),
            workshop__held_on__lte=timezone.localdate(until),
        )
        .select_related("workshop__site", "workshop__room", "beneficiary", "guest")
        .select_for_update(of=["self"], skip_locked=True)
        .order_by("pk")
    )
    due = [seat for seat in seats if at < seat.workshop.begins <= until]
    Registration.objects.filter(pk__in=[seat.pk for seat in due]).update(reminded_at=at)
    for seat in due:
        journal.record("reminder.claimed", seat, by=by)
    return due


@transaction.atomic
def keep_message(
    thing: Registration | Waiting, *, key: str, by: str, at: datetime, **fields: Any
) -> Message:
    """What came of a message that was sent, or that nobody knows whether it was."""
    sending.forget(key)
    return _kept(thing, by=by, at=at, **fields)


@transaction.atomic
def note_call(
    thing: Registration | Waiting,
    *,
    purpose: str,
    result: str,
    note: str = "",
    by: User,
    at: datetime,
) -> Message:
    """Somebody of the team called; what came of it is kept."""
    if purpose == Message.Purpose.OFFER and isinstance(thing, Registration):
        raise ValidationError("Cette personne a déjà sa place.")
    return _kept(
        thing, purpose=purpose, way=Message.Way.CALL, result=result, note=note, by=by, at=at
    )


def _kept(thing: Registration | Waiting, *, by: User | str, **fields: Any) -> Message:
    kind = "registration" if isinstance(thing, Registration) else "waiting"
    message = Message(**{kind: thing}, by=by if isinstance(by, User) else None, **fields)
    message.full_clean()
    message.save()
    journal.record(f"message.{message.result}", thing, by=by, purpose=message.purpose)
    return message
