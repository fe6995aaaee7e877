"""What the desk has before it today."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from accounts.models import User
from beneficiaries.models import Enrolment, PossibleDuplicate, Referral
from workshops.models import Appointment, Workshop

_ENDING_SOON = 30  # days


@dataclass(frozen=True)
class Task:
    """Something that waits for somebody's hand: how many, and since when the oldest one."""

    label: str
    url: str
    count: int
    waiting: int = 0  # days


@dataclass(frozen=True)
class Today:
    """The workshops and appointments of the day, and what waits."""

    day: date
    workshops: list[Workshop]
    appointments: list[Appointment]
    tasks: list[Task]


def today(user: User, *, at: datetime, on: date) -> Today:
    """One query a line, whatever the day brings."""
    coming = Appointment.objects.visible_to(user).from_instant(at).on_day(on)
    return Today(
        day=on,
        workshops=list(Workshop.objects.visible_to(user).coming_up(on).with_counts()[:5]),
        appointments=list(coming.select_related("host", "beneficiary")[:8]),
        tasks=[task for task in _tasks(user, on=on) if task.count],
    )


def _tasks(user: User, *, on: date):
    pending = Referral.objects.visible_to(user).pending()
    first = pending.order_by("received_on").values_list("received_on", flat=True).first()
    yield Task(
        "Orientations à examiner",
        reverse("beneficiaries:referrals"),
        pending.count(),
        waiting=(on - first).days if first else 0,
    )
    yield Task(
        "Fins de droits d’ici trente jours",
        reverse("beneficiaries:exits"),
        Enrolment.objects.ending_within(_ENDING_SOON, of=on).count(),
    )
    yield Task(
        "Doublons possibles",
        reverse("beneficiaries:duplicates"),
        PossibleDuplicate.objects.undecided().count(),
    )
