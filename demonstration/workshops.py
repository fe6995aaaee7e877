"""The programme of the house, its rooms and hours, the sheets that came back, and what is to
come: a cycle that leaves the holidays out, a full workshop with its queue, a calendar to share."""

from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from beneficiaries import services as files
from beneficiaries.models import Beneficiary, Referral
from workshops import services
from workshops.levels import Equipment, Level
from workshops.models import Occupation, Workshop
from workshops.recurrence import Rule
from workshops.themes import Theme

from . import activities
from .house import House

_MINUTES, _SEATS = 120, 8
_LEVELS = (Level.BEGINNER, Level.FIRST_STEPS, Level.BEGINNER, Level.FIRST_STEPS)
_POSTER = "Venez comme vous êtes, avec vos questions.\nUn ordinateur vous attend."
_MORNING, _AFTERNOON = (time(9), time(12, 30)), (time(14), time(18))
_SIGNATURE = "M60 120L90 60L120 130L160 70L190 120L240 90L300 115L420 95L540 105"
_MISSING = 2  # sheets that did not come back yet
_WAITING = 3  # people in the queue


def furnish(rng: Random, house: House, *, today: date) -> None:
    """Everything that the pages of workshops show has something living."""
    types = _programme(by=house.director)
    _hours(house)
    room = services.describe_room(
        site=house.site, name="Salle informatique", seats=10, computers=8, by=house.director
    )
    services.describe_room(
        site=house.site, name="Petite salle", seats=4, computers=2, by=house.director
    )
    away = today + timedelta(days=20)
    services.note_absence(
        user=house.counsellors[0], first=away, last=away + timedelta(days=4), by=house.director
    )
    _sheets(house, today=today)
    _cycle(house, types["Seniors : premiers pas"], room, today=today)
    _full_workshop(rng, house, types["Messagerie électronique"], room, today=today)
    _from_outside(house, today=today)
    services.open_feed(site=house.site, by=house.director, at=_instant(today, time(9)))


def _programme(*, by: User) -> dict:
    types = {}
    for n, (title, themes, _) in enumerate(activities.WORKSHOPS):
        types[title] = services.describe_type(
            name=title,
            level=_LEVELS[n % len(_LEVELS)],
            themes=[str(theme) for theme in themes],
            equipment=[str(Equipment.COMPUTER)],
            minutes=_MINUTES,
            capacity=_SEATS,
            poster_text=_POSTER,
            by=by,
        )
        Workshop.objects.filter(title=title).update(type=types[title], level=types[title].level)
    return types


def _hours(house: House) -> None:
    hours = [(day, *span) for day in range(5) for span in (_MORNING, _AFTERNOON)]
    services.open_doors(house.site, hours=[*hours, (5, *_MORNING)], by=house.director)


def _sheets(house: House, *, today: date) -> None:
    held = Workshop.objects.filter(code=None, held_on__lt=today).order_by("-held_on", "-pk")
    for workshop in held[_MISSING:]:
        services.attach_sheet(
            workshop,
            kept_in=f"classeur {workshop.held_on.year}",
            by=house.director,
            at=_instant(workshop.held_on, time(18)),
        )


def _cycle(house: House, type, room, *, today: date) -> None:
    """Every week from some days on, in the evening, when nobody of the team is taken."""
    first = today + timedelta(days=5)
    services.plan_cycle(
        rule=Rule(first, frozenset({first.weekday() if first.weekday() < 5 else 0})),
        last_on=first + timedelta(days=100),
        as_a_whole=False,
        site=house.site,
        title=type.name,
        type=type,
        level=type.level,
        themes=[str(Theme.INTERNET)],
        equipment=type.equipment,
        starts_at=time(16, 45),
        ends_at=time(18),
        capacity=_SEATS,
        room=room,
        host=house.director,
        by=house.director,
    )
    for n, workshop in enumerate(Workshop.objects.filter(cycle__title=type.name).in_order()):
        for person in Beneficiary.objects.order_by("-born_on", "pk")[n : n + 3]:
            services.register(workshop, beneficiary=person, by=house.director)


def _full_workshop(rng: Random, house: House, type, room, *, today: date) -> None:
    """All its seats are taken, and three people wait; one of them was just offered a place."""
    day = next(
        day
        for day in (today + timedelta(days=n) for n in range(3, 30))
        if day.weekday() < 5 and not Occupation.objects.filter(slot__startswith__date=day).exists()
    )
    workshop = services.plan(
        site=house.site,
        by=house.director,
        title=type.name,
        type=type,
        level=type.level,
        themes=type.themes,
        equipment=type.equipment,
        held_on=day,
        starts_at=time(10),
        ends_at=time(12),
        capacity=_SEATS,
        room=room,
        host=house.director,
    )
    people = list(Beneficiary.objects.exclude(phone="").order_by("-pk")[: _SEATS + _WAITING])
    at = _instant(today, time(9))
    for n, person in enumerate(people):
        services.admit(
            workshop, beneficiary=person, by=house.director, at=at + timedelta(minutes=n)
        )
    given_back = workshop.registrations.order_by("pk").first()
    services.cancel_seat(
        given_back, reason="Malade", by=house.director, at=_instant(today, time(10))
    )


def _from_outside(house: House, *, today: date) -> None:
    """A referrer asked for a seat, a reader of the agenda took one, and somebody signed."""
    at = _instant(today, time(9))
    first, second, *_ = Workshop.objects.open_to_all(at).filter(cycle__isnull=False)
    organisation, worker, _ = house.partners[0]
    referral = (
        Referral.objects.filter(status=Referral.Status.ACCEPTED, organisation=organisation)
        .exclude(beneficiary__registrations__workshop=first)
        .latest("received_on", "pk")
    )
    files.change_told_back(
        referral, told_back=Referral.Step.values, by=house.counsellors[0], on=referral.received_on
    )
    services.book(referral, workshop=first, by=worker, at=at)
    services.join(
        second,
        key=UUID(int=house.site.pk),
        last_name="Petit",
        first_name="Jeanne",
        phone="+33639980000",
        by="agenda public",
        at=at,
    )
    seat = second.registrations.filter(guest=None).order_by("pk").first()
    services.sign(seat, strokes=_SIGNATURE, by=house.director, at=at)


def _instant(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
