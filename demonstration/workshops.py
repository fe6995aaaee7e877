"""The programme of the house, its rooms and hours, the sheets that came back, and what is to
come: a cycle that leaves the holidays out, a full workshop with its queue, a calendar to share."""

from datetime import date, time, timedelta

from accounts.models import User
from beneficiaries.models import Beneficiary, Referral
from workshops import services
from workshops.levels import Equipment
from workshops.models import Occupation, Workshop

from . import activities
from .house import House
from .script import Script, instant, read

_MINUTES, _SEATS = 120, 8
_MISSING = 2  # sheets that did not come back yet
_WAITING = 3  # people in the queue


def furnish(house: House, *, today: date) -> None:
    """Everything that the pages of workshops show has something living."""
    types = _programme(by=house.director)
    script = house.script(
        "workshops",
        today=today,
        seniors=types["Seniors : premiers pas"],
        email=types["Messagerie électronique"],
    )
    script.play("rooms")
    _sheets(house, today=today)
    _cycle(script, by=house.director)
    _full_workshop(script, by=house.director)
    _from_outside(script, house.partners[0][0])
    services.open_feed(site=house.site, by=house.director, at=script.worth("@today at 09:00"))


def _programme(*, by: User) -> dict:
    types, data = {}, read("workshops")
    for n, workshop in enumerate(activities.WORKSHOPS):
        title = workshop["title"]
        types[title] = services.describe_type(
            name=title,
            level=data["levels"][n % len(data["levels"])],
            themes=workshop["themes"],
            equipment=[str(Equipment.COMPUTER)],
            minutes=_MINUTES,
            capacity=_SEATS,
            poster_text=data["poster_text"],
            by=by,
        )
        Workshop.objects.filter(title=title).update(type=types[title], level=types[title].level)
    return types


def _sheets(house: House, *, today: date) -> None:
    held = Workshop.objects.filter(code=None, held_on__lt=today).order_by("-held_on", "-pk")
    for workshop in held[_MISSING:]:
        services.attach_sheet(
            workshop,
            kept_in=f"classeur {workshop.held_on.year}",
            by=house.director,
            at=instant(workshop.held_on, time(18)),
        )


def _cycle(script: Script, *, by: User) -> None:
    first = script.worth("@today + 5 days")
    script.play("cycle", weekdays=frozenset({first.weekday() if first.weekday() < 5 else 0}))
    cycle = Workshop.objects.filter(cycle__title=script.known["seniors"].name)
    for n, workshop in enumerate(cycle.in_order()):
        for person in Beneficiary.objects.order_by("-born_on", "pk")[n : n + 3]:
            services.register(workshop, beneficiary=person, by=by)


def _full_workshop(script: Script, *, by: User) -> None:
    """All its seats are taken, and three people wait; one of them was just offered a place."""
    days = (script.today + timedelta(days=n) for n in range(3, 30))
    taken = Occupation.objects.filter
    script.play(
        "full",
        free_day=next(
            day
            for day in days
            if day.weekday() < 5 and not taken(slot__startswith__date=day).exists()
        ),
    )
    workshop, at = script.known["workshop"], script.worth("@today at 09:00")
    people = list(Beneficiary.objects.exclude(phone="").order_by("-pk")[: _SEATS + _WAITING])
    for n, person in enumerate(people):
        services.admit(workshop, beneficiary=person, by=by, at=at + timedelta(minutes=n))
    given_back = workshop.registrations.order_by("pk").first()
    services.cancel_seat(given_back, reason="Malade", by=by, at=script.worth("@today at 10:00"))


def _from_outside(script: Script, organisation) -> None:
    at = script.worth("@today at 09:00")
    first, second, *_ = Workshop.objects.open_to_all(at).filter(cycle__isnull=False)
    referral = (
        Referral.objects.filter(status=Referral.Status.ACCEPTED, organisation=organisation)
        .exclude(beneficiary__registrations__workshop=first)
        .latest("received_on", "pk")
    )
    steps = Referral.Step.values
    script.play("outside", referral=referral, all_steps=steps, next=first, after_next=second)
    script.play("signed", seat=second.registrations.filter(guest=None).order_by("pk").first())
