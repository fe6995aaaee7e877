"""A place is free: the next of the waiting list is enrolled."""

from datetime import date

from django.db import transaction

from accounts.models import User
from beneficiaries.models import Enrolment, Waiting

from .eligibility import open_twelve_months
from .waiting import place_is_theirs


@transaction.atomic
def enrol_from_waiting_list(waiting: Waiting, *, by: User, on: date) -> Enrolment:
    """Whoever waits has the free place, if nobody comes before in the published order."""
    waiting = place_is_theirs(waiting, on=on)
    return open_twelve_months(waiting.assessment, starts_on=on, by=by, on=on)
