"""What may happen to a session of a workshop."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts import journal
from accounts.models import Site, User
from pimms.kernel import jobs
from pimms.kernel.forms import sentence_of
from pimms.kernel.templatetags.french import day as said
from workshops.models import Workshop
from workshops.seating import locked

from .registrations import offer_places

# What a session has in common with those that are copied from it.
_COPIED = (
    "title", "themes", "theme_label", "starts_at", "ends_at", "place", "host_name", "host", "room",
    "computers", "capacity", "level", "equipment", "type", "is_public", "site",
    "funder", "commune",
)  # fmt: skip


@transaction.atomic
def plan(*, site: Site, by: User, **details: Any) -> Workshop:
    """A workshop stands in the calendar."""
    workshop = _written(Workshop(site=site), details)
    journal.record("workshop.planned", workshop, by=by)
    return workshop


@transaction.atomic
def change(workshop: Workshop, *, by: User, at: datetime, **details: Any) -> Workshop:
    """The session is as told now; places that are added go to the queue first."""
    workshop = locked(workshop)
    before = {name: getattr(workshop, name) for name in details}
    workshop = _written(workshop, details)
    changed = sorted(name for name in details if before[name] != getattr(workshop, name))
    journal.record("workshop.changed", workshop, by=by, fields=changed)
    offer_places(workshop, by=by, at=at)
    return workshop


@transaction.atomic
def cancel(workshop: Workshop, *, reason: str, by: User, at: datetime) -> Workshop:
    """The session will not be held; those who have a seat or wait for one are to be told."""
    workshop = locked(workshop)
    workshop.cancelled_at, workshop.cancel_reason = at, reason
    workshop.clean_fields()
    workshop.save(update_fields=["cancelled_at", "cancel_reason"])
    journal.record("workshop.cancelled", workshop, by=by, reason=reason)
    jobs.later("workshops.tasks.tell_cancellation", workshop_id=workshop.pk)
    return workshop


@transaction.atomic
def repeat(workshop: Workshop, *, days: list[date], by: User) -> list[Workshop]:
    """The same session stands in the calendar on each of the days; nobody is registered."""
    common = {name: getattr(workshop, name) for name in _COPIED}
    copies = on_each_day(days, common)
    for copy in copies:
        journal.record("workshop.planned", copy, by=by, copied_from=workshop.pk)
    return copies


def on_each_day(days: list[date], common: dict) -> list[Workshop]:
    """The sessions, or a refusal that names the day that is taken."""
    made = []
    for day in days:
        try:
            with transaction.atomic():
                made.append(_written(Workshop(), common | {"held_on": day}))
        except IntegrityError as collision:
            raise ValidationError(f"Le {said(day)}\u202f: {sentence_of(collision)}") from None
    return made


def _written(workshop: Workshop, details: dict) -> Workshop:
    for name, value in details.items():
        setattr(workshop, name, value)
    if workshop.host:
        workshop.host_name = workshop.host.name
    workshop.full_clean()
    workshop.save()
    return workshop
