"""The waiting room: somebody comes, is called, is served, or leaves."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate, localtime

from accounts import journal
from accounts.models import Site, User
from beneficiaries.models import Beneficiary
from workshops.models import Appointment, Arrival, DropIn, SupportSession


@transaction.atomic
def note_arrival(
    *,
    site: Site,
    beneficiary: Beneficiary | None = None,
    first_name: str = "",
    by: User,
    at: datetime,
) -> Arrival:
    """Somebody is in the waiting room, with the next number of the day.

    Whoever has an appointment that day is expected at its hour; the permanence is the one that
    is being held. Raises ValidationError for somebody who is there already.
    """
    day = localdate(at)
    Site.objects.select_for_update(no_key=True).get(pk=site.pk)  # one number after the other
    those = Arrival.objects.filter(site=site, day=day)
    if beneficiary and Arrival.objects.here().filter(beneficiary=beneficiary, day=day).exists():
        raise ValidationError("Cette personne est déjà dans la salle d’attente.")
    expected = _expected(beneficiary, at=at) if beneficiary else None
    arrival = Arrival(
        site=site,
        day=day,
        number=(those.aggregate(last=Max("number"))["last"] or 0) + 1,
        beneficiary=beneficiary,
        first_name="" if beneficiary else first_name,
        appointment=expected,
        slot_at=expected.slot.lower if expected else None,
        drop_in=expected.drop_in if expected and expected.drop_in else _held(site, at=at),
        arrived_at=at,
    )
    arrival.clean_fields()
    arrival.save()
    journal.record("arrival.noted", arrival, by=by)
    return arrival


@transaction.atomic
def call_in(arrival: Arrival, *, by: User, at: datetime) -> Arrival:
    """Whoever waits is called by one of the team."""
    arrival = _waiting(arrival)
    if arrival.called_by and arrival.called_by != by:
        raise ValidationError(f"{arrival.called_by} vient d’appeler cette personne.")
    if not arrival.called_at:
        arrival.called_at, arrival.called_by = max(at, arrival.arrived_at), by
        arrival.save(update_fields=["called_at", "called_by"])
        journal.record("arrival.called", arrival, by=by)
    return arrival


@transaction.atomic
def serve(
    arrival: Arrival, *, session: SupportSession | None = None, by: User, at: datetime
) -> Arrival:
    """The person was received; an appointment that they came for was held."""
    arrival = _waiting(arrival)
    if not arrival.called_at:
        arrival.called_at, arrival.called_by = max(at, arrival.arrived_at), by
    arrival.served_at, arrival.session = max(at, arrival.called_at), session
    arrival.save(update_fields=["called_at", "called_by", "served_at", "session"])
    if arrival.appointment and arrival.appointment.status == Appointment.Status.PLANNED:
        arrival.appointment.status = Appointment.Status.HELD
        arrival.appointment.save(update_fields=["status"])
        journal.record("appointment.held", arrival.appointment, by=by)
    journal.record("arrival.served", arrival, by=by)
    return arrival


@transaction.atomic
def let_go(arrival: Arrival, *, by: User, at: datetime) -> Arrival:
    """The person left before being received."""
    arrival = _waiting(arrival)
    arrival.left_at = max(at, arrival.arrived_at)
    arrival.save(update_fields=["left_at"])
    journal.record("arrival.left", arrival, by=by)
    return arrival


def _waiting(arrival: Arrival) -> Arrival:
    arrival = Arrival.objects.select_for_update(of=["self"]).get(pk=arrival.pk)
    if arrival.served_at or arrival.left_at:
        raise ValidationError("Cette personne n’est plus dans la salle d’attente.")
    return arrival


def _expected(person: Beneficiary, *, at: datetime) -> Appointment | None:
    of_the_day = person.appointments.filter(status="planned").on_day(localdate(at))
    return of_the_day.select_related("drop_in").order_by("slot", "pk").first()


def _held(site: Site, *, at: datetime) -> DropIn | None:
    """The permanence of that instant; when several are held, nobody is sent to one of them."""
    hour = localtime(at).time()
    held = DropIn.objects.on_day(localdate(at)).filter(
        site=site, starts_at__lte=hour, ends_at__gt=hour
    )[:2]
    return held[0] if len(held) == 1 else None
