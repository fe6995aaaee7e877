"""What the programme is made of: types of workshops, rooms, opening hours, absences."""

from datetime import date, time
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts import journal
from accounts.models import Site, User
from workshops.models import Absence, OpeningHours, Room, WorkshopType

Thing = TypeVar("Thing", WorkshopType, Room, Absence)


@transaction.atomic
def describe_type(type: WorkshopType | None = None, *, by: User, **details: Any) -> WorkshopType:
    """A workshop of the programme is as told, new or known."""
    return _written(type or WorkshopType(), details, "workshop_type", by)


@transaction.atomic
def withdraw_type(type: WorkshopType, *, by: User, on: date) -> WorkshopType:
    """The workshop is offered no more; the sessions that were held keep it."""
    return _written(type, {"withdrawn_on": on}, "workshop_type", by)


@transaction.atomic
def describe_room(room: Room | None = None, *, by: User, **details: Any) -> Room:
    """A room of a site is as told, new or known."""
    return _written(room or Room(), details, "room", by)


@transaction.atomic
def open_doors(site: Site, *, hours: list[tuple[int, time, time]], by: User) -> list[OpeningHours]:
    """The site is open on these weekdays and hours, and on no others."""
    last: dict[int, time] = {}
    for weekday, opens_at, closes_at in sorted(hours):
        if weekday in last and opens_at < last[weekday]:
            day = OpeningHours(weekday=weekday).get_weekday_display()
            raise ValidationError(f"Deux ouvertures du {day} se chevauchent.")
        last[weekday] = closes_at
    site.opening_hours.all().delete()
    made = []
    for weekday, opens_at, closes_at in sorted(hours):
        row = OpeningHours(site=site, weekday=weekday, opens_at=opens_at, closes_at=closes_at)
        row.full_clean()
        row.save()
        made.append(row)
    journal.record("site.hours_told", site, by=by, openings=len(made))
    return made


@transaction.atomic
def note_absence(
    *, user: User | None = None, site: Site | None = None, first: date, last: date, by: User
) -> Absence:
    """Somebody is away, or a site closed, from the first day to the last."""
    if last < first:
        raise ValidationError({"last": "Le dernier jour ne précède pas le premier."})
    period = DateRange(first, date.fromordinal(last.toordinal() + 1))
    return _written(Absence(), {"user": user, "site": site, "period": period}, "absence", by)


@transaction.atomic
def take_back_absence(absence: Absence, *, by: User) -> None:
    """It was noted by mistake: nobody is away."""
    journal.record("absence.taken_back", absence, by=by, was=str(absence.period))
    absence.delete()


def _written(thing: Thing, details: dict, noun: str, by: User) -> Thing:
    verb = "described" if thing.pk else "added"
    for name, value in details.items():
        setattr(thing, name, value)
    thing.full_clean()
    thing.save()
    journal.record(f"{noun}.{verb}", thing, by=by)
    return thing
