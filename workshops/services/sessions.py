"""What may happen to a workshop, and the support given to one person."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import Site, User
from beneficiaries.models import Beneficiary
from workshops.models import Registration, SupportSession, Workshop


@transaction.atomic
def plan(*, site: Site, by: User, **details) -> Workshop:
    """A workshop stands in the calendar."""
    workshop = Workshop(site=site, **details)
    workshop.full_clean()
    workshop.save()
    journal.record("workshop.planned", workshop, by=by)
    return workshop


@transaction.atomic
def register(workshop: Workshop, *, beneficiary: Beneficiary, by: User) -> Registration:
    """The person has a seat. Raises ValidationError when the room is full."""
    workshop = Workshop.objects.select_for_update(of=["self"]).get(pk=workshop.pk)
    if workshop.cancelled_at:
        raise ValidationError("Cet atelier est annulé.")
    if workshop.capacity and workshop.registrations.count() >= workshop.capacity:
        raise ValidationError("Cet atelier est complet\u202f: toutes les places sont prises.")
    registration = Registration(workshop=workshop, beneficiary=beneficiary)
    registration.full_clean()
    registration.save()
    journal.record("registration.made", registration, by=by)
    return registration


@transaction.atomic
def mark(workshop: Workshop, *, present: set[int], absent: set[int], by: User) -> Workshop:
    """Who came and who did not, by registration; whoever is in neither set is expected still."""
    workshop = Workshop.objects.select_for_update(of=["self"]).get(pk=workshop.pk)
    statuses = Registration.Status
    everybody = workshop.registrations.all()
    everybody.filter(pk__in=present).update(status=statuses.PRESENT)
    everybody.filter(pk__in=absent).update(status=statuses.ABSENT)
    everybody.exclude(pk__in=present | absent).update(status=statuses.REGISTERED)
    journal.record("workshop.marked", workshop, by=by, present=len(present), absent=len(absent))
    return workshop


@transaction.atomic
def record_support(
    beneficiary: Beneficiary,
    *,
    held_on: date,
    minutes: int,
    themes: list[str],
    notes: str = "",
    key: uuid.UUID,
    by: User,
) -> SupportSession:
    """The time spent with the person is noted; sent twice with the same key, it is one."""
    if earlier := SupportSession.objects.filter(key=key, beneficiary=beneficiary).first():
        return earlier
    session = SupportSession(
        beneficiary=beneficiary,
        held_on=held_on,
        minutes=minutes,
        themes=themes,
        notes=notes,
        key=key,
        site=by.site,
        recorded_by=by,
        counsellor_name=by.name,
    )
    session.full_clean()
    session.save()
    journal.record("support.recorded", session, by=by)
    return session
