"""Posts, rooms, machines, hours that were given, money that is put aside."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts import journal
from accounts.models import User
from funding.models import DedicatedMovement, Funder, Grant, Post, Resource, VolunteerHours
from pimms.kernel.money import ZERO

Held = TypeVar("Held", Post, Resource)


@transaction.atomic
def add_post(
    *,
    title: str,
    contract: str,
    first: date,
    last: date | None = None,
    cost: Decimal | None = None,
    aid: Decimal | None = None,
    funder: Funder | None = None,
    by: User,
) -> Post:
    post = Post(
        title=title, contract=contract, period=_days(first, last), cost=cost, aid=aid, funder=funder
    )
    post.full_clean()
    post.save()
    journal.record("post.added", post, by=by)
    return post


@transaction.atomic
def end_post(post: Post, *, last: date, by: User) -> Post:
    return _end(post, last, "post.ended", by=by)


@transaction.atomic
def add_resource(
    *,
    kind: str,
    label: str,
    first: date,
    last: date | None = None,
    count: int = 1,
    given_by: str = "",
    value: Decimal | None = None,
    by: User,
) -> Resource:
    """A room, machines or goods serve from a day on; `value` is what they are worth a month."""
    resource = Resource(
        kind=kind,
        label=label,
        count=count,
        given_by=given_by,
        value=value or ZERO,
        period=_days(first, last),
    )
    resource.full_clean()
    resource.save()
    journal.record("resource.added", resource, by=by)
    return resource


@transaction.atomic
def end_resource(resource: Resource, *, last: date, by: User) -> Resource:
    return _end(resource, last, "resource.ended", by=by)


@transaction.atomic
def note_hours(
    *,
    day: date,
    activity: str,
    hours: Decimal,
    rate: Decimal,
    key: uuid.UUID,
    by: User,
    on: date,
) -> VolunteerHours:
    """Volunteers gave hours; negative ones take back a mistake."""
    if already := VolunteerHours.objects.filter(key=key).first():
        return already
    if day > on:
        raise ValidationError({"day": "Le jour est aujourd’hui au plus tard."})
    given = VolunteerHours(key=key, day=day, activity=activity, hours=hours, rate=rate, by=by)
    given.clean_fields()
    given.save(force_insert=True)
    journal.record("volunteers.hours_noted", given, by=by, hours=f"{hours}")
    return given


@transaction.atomic
def set_aside(
    *, grant: Grant, year: int, kind: str, amount: Decimal, by: User, on: date
) -> DedicatedMovement:
    """What of the grant is not used is carried over (689), or serves at last (789)."""
    movement = DedicatedMovement(grant=grant, year=year, kind=kind, amount=amount, by=by, on=on)
    movement.clean_fields()
    movement.save(force_insert=True)
    journal.record("grant.set_aside", grant, by=by, year=year, kind=kind, amount=f"{amount}")
    return movement


def _days(first: date, last: date | None) -> DateRange:
    if last is not None and last < first:
        raise ValidationError({"last": "Le dernier jour vient après le premier."})
    return DateRange(first, last + timedelta(days=1) if last else None)


def _end(thing: Held, last: date, verb: str, *, by: User) -> Held:
    thing.period = _days(thing.period.lower, last)
    thing.save(update_fields=["period"])
    journal.record(verb, thing, by=by, last=f"{last}")
    return thing
