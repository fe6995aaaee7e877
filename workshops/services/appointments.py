"""What may happen to an appointment."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.timezone import localdate, localtime

from accounts import journal
from accounts.models import User
from beneficiaries.models import Beneficiary
from workshops.models import Appointment, DropIn


@transaction.atomic
def make_appointment(
    beneficiary: Beneficiary,
    *,
    host: User,
    starts_at: datetime,
    minutes: int,
    subject: str = "",
    by: User,
    at: datetime,
) -> Appointment:
    """The person is expected that day at that hour, within the host's permanence if one is held.

    Raises ValidationError when it has passed.
    """
    if starts_at < at:
        raise ValidationError({"day": "Ce créneau est déjà passé."})
    ends_at = starts_at + timedelta(minutes=minutes)
    drop_in = _permanence(host, starts_at, ends_at)
    appointment = Appointment(
        beneficiary=beneficiary,
        host=host,
        site=drop_in.site if drop_in else host.site or by.site,
        slot=DateTimeTZRange(starts_at, ends_at),
        drop_in=drop_in,
        subject=subject,
    )
    appointment.full_clean()
    appointment.save()
    journal.record("appointment.made", appointment, by=by)
    return appointment


@transaction.atomic
def close_appointment(appointment: Appointment, *, status: str, by: User) -> Appointment:
    """The appointment was held, missed, or will not take place."""
    appointment = Appointment.objects.select_for_update(of=["self"]).get(pk=appointment.pk)
    if appointment.status == Appointment.Status.CANCELLED:
        raise ValidationError("Ce rendez-vous est annulé\u202f: prenez-en un autre.")
    appointment.status = status
    appointment.clean_fields()
    appointment.save(update_fields=["status"])
    journal.record(f"appointment.{status}", appointment, by=by)
    return appointment


def _permanence(host: User, starts_at: datetime, ends_at: datetime) -> DropIn | None:
    """The permanence of that person of the team which holds the whole of it, if one does."""
    day = localdate(starts_at)
    return (
        DropIn.objects.on_day(day)
        .filter(
            host=host,
            starts_at__lte=localtime(starts_at).time(),
            ends_at__gte=localtime(ends_at).time(),
        )
        .first()
        if localdate(ends_at) == day
        else None
    )
