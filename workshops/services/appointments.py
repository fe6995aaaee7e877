"""What may happen to an appointment."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from accounts import journal
from accounts.models import User
from beneficiaries.models import Beneficiary
from workshops.models import Appointment


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
    """The person is expected that day at that hour. Raises ValidationError when it has passed."""
    if starts_at < at:
        raise ValidationError({"day": "Ce créneau est déjà passé."})
    appointment = Appointment(
        beneficiary=beneficiary,
        host=host,
        site=host.site or by.site,
        slot=DateTimeTZRange(starts_at, starts_at + timedelta(minutes=minutes)),
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
