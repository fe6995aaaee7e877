"""What was done to keep the network alive."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from partners.models import NetworkAction, Organisation


@transaction.atomic
def record_action(
    *, organisations: Iterable[Organisation], held_on: date, by: User, on: date, **words: Any
) -> NetworkAction:
    """A meeting, a presentation or a training is in the year's account."""
    if held_on > on:
        raise ValidationError({"held_on": "Une action s’enregistre une fois qu’elle a eu lieu."})
    action = NetworkAction(held_on=held_on, recorded_by=by, **words)
    action.full_clean()
    action.save()
    action.organisations.set(organisations)
    journal.record("network_action.recorded", action, by=by)
    return action
