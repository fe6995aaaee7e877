"""What the desk has before it on a day, on one page."""

from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import User
from workshops import calls
from workshops.models import Appointment, DropIn, NextStep, Workshop

# A page of A4 holds that many lines of each.
_PERMANENCES, _WORKSHOPS, _APPOINTMENTS, _CALLS, _STEPS = 6, 5, 14, 10, 10


@dataclass(frozen=True)
class Part:
    """The lines that fit, and how many do not."""

    rows: tuple
    more: int


@dataclass(frozen=True)
class DaySheet:
    day: date
    permanences: Part
    workshops: Part
    appointments: Part
    calls: Part
    steps: Part


def day_sheet_of(user: User, *, on: date, at: datetime) -> DaySheet:
    """Six queries and a few, whatever the day."""
    held = Workshop.objects.visible_to(user).filter(held_on=on, cancelled_at=None)
    kept = Appointment.objects.visible_to(user).kept().on_day(on)
    return DaySheet(
        day=on,
        permanences=_part(DropIn.objects.visible_to(user).on_day(on), _PERMANENCES),
        workshops=_part(held.in_detail().with_counts().in_order(), _WORKSHOPS),
        appointments=_part(
            kept.select_related("beneficiary", "host").order_by("slot", "pk"), _APPOINTMENTS
        ),
        calls=_part(calls.due(user, at=at), _CALLS),
        steps=_part(NextStep.objects.visible_to(user).due(on), _STEPS),
    )


def _part(rows, most: int) -> Part:
    rows = list(rows)
    return Part(tuple(rows[:most]), max(len(rows) - most, 0))
