"""The appointments of the coming days, and those that were kept or missed."""

from datetime import date, timedelta
from random import Random

from accounts.models import User
from beneficiaries.models import Beneficiary
from workshops import services

from .agenda import open_days
from .script import drawn, instant, read

PAST, AHEAD = 10, 12  # days


def take(rng: Random, *, team: list[User], today: date) -> None:
    """One or two a day, each with one of the team, at hours that nobody else has."""
    data = read("appointments")
    people = list(Beneficiary.objects.order_by("-pk")[:80])
    first = today - timedelta(days=PAST)
    for day in open_days(first, today + timedelta(days=AHEAD)):
        for at in rng.sample(data["hours"], rng.randint(1, 2)):
            begins = instant(day, at)
            made = services.make_appointment(
                people.pop(rng.randrange(len(people))),
                host=rng.choice(team),
                starts_at=begins,
                minutes=rng.choice((30, 45)),
                subject=rng.choice(data["subjects"]),
                by=rng.choice(team),
                at=begins - timedelta(days=3),
            )
            if day < today:
                status = drawn(rng, data["outcomes"])
                services.close_appointment(made, status=status, by=made.host)
