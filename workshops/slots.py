"""The slots of permanences: which are taken, and which may still be given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from workshops.models import Appointment, DropIn

_DAYS, _PERMANENCES = 14, 12  # ahead


@dataclass(frozen=True)
class Slot:
    """A slot of a permanence, and who is expected then."""

    drop_in: DropIn
    at: datetime
    appointment: Appointment | None

    @property
    def starts_at(self):
        return timezone.localtime(self.at).time()


def slots_of(drop_in: DropIn, appointments: Iterable[Appointment]) -> list[Slot]:
    """Every slot of the permanence; `appointments` are those kept with its host that day."""
    length = timedelta(minutes=drop_in.slot_minutes or 0)
    kept = list(appointments)
    return [
        Slot(drop_in, at, next((each for each in kept if _meet(each, at, at + length)), None))
        for at in drop_in.slots
    ]


def free(*, at: datetime, limit: int = 8) -> list[Slot]:
    """The next free slots of the permanences of the coming days; two queries."""
    day = timezone.localdate(at)
    coming = DropIn.objects.coming_up(day).filter(
        slot_minutes__isnull=False, held_on__lte=day + timedelta(days=_DAYS)
    )[:_PERMANENCES]
    drop_ins = list(coming)
    kept = Appointment.objects.kept().filter(
        host__in={each.host_id for each in drop_ins}, slot__endswith__gt=at
    )
    by_host: dict = {}
    for appointment in kept.order_by("slot", "pk"):
        by_host.setdefault(appointment.host_id, []).append(appointment)
    found = [
        slot
        for drop_in in drop_ins
        for slot in slots_of(drop_in, by_host.get(drop_in.host_id, ()))
        if slot.appointment is None and slot.at > at
    ]
    return sorted(found, key=lambda slot: (slot.at, slot.drop_in.pk))[:limit]


def _meet(appointment: Appointment, begins: datetime, ends: datetime) -> bool:
    return appointment.slot.lower < ends and begins < appointment.slot.upper
