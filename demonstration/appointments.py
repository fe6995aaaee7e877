"""The appointments of the coming days, and those that were kept or missed."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from beneficiaries.models import Beneficiary
from workshops import services

from .agenda import open_days

_HOURS = (time(9, 30), time(10, 30), time(11, 30), time(14), time(15), time(16))
_SUBJECTS = (
    "Comparer les offres d’opérateurs",
    "Ouvrir une adresse électronique",
    "Refaire une attestation en ligne",
    "Prendre en main le téléphone",
    "",
)
PAST, AHEAD = 10, 12  # days


def take(rng: Random, *, team: list[User], today: date) -> None:
    """One or two a day, each with one of the team, at hours that nobody else has."""
    people = list(Beneficiary.objects.order_by("-pk")[:80])
    first = today - timedelta(days=PAST)
    for day in open_days(first, today + timedelta(days=AHEAD)):
        for at in rng.sample(_HOURS, rng.randint(1, 2)):
            begins = timezone.make_aware(datetime.combine(day, at))
            made = services.make_appointment(
                people.pop(rng.randrange(len(people))),
                host=rng.choice(team),
                starts_at=begins,
                minutes=rng.choice((30, 45)),
                subject=rng.choice(_SUBJECTS),
                by=rng.choice(team),
                at=begins - timedelta(days=3),
            )
            if day < today:
                status = rng.choices(("held", "missed", "cancelled"), (7, 2, 1))[0]
                services.close_appointment(made, status=status, by=made.host)
