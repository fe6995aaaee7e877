"""One person at a glance: what they have left, what is missing, what comes next."""

from dataclasses import dataclass
from datetime import date, datetime

from beneficiaries.models import Beneficiary, Enrolment, Referral
from recharges import statement
from recharges.statement import Statement
from workshops.models import Appointment, Registration


@dataclass(frozen=True)
class Glance:
    """What one looks at before selling, supporting or registering somebody."""

    statement: Statement | None
    referral: Referral | None  # one that still waits for its answer
    workshop: Registration | None
    appointment: Appointment | None


def of(person: Beneficiary, enrolment: Enrolment | None, *, at: datetime, on: date) -> Glance:
    """The person's next steps and the twelve months that `enrolment` gives them."""
    coming = person.registrations.filter(
        workshop__held_on__gte=on, workshop__cancelled_at=None, status="registered"
    )
    return Glance(
        statement=statement.of(enrolment, on=on) if enrolment else None,
        referral=person.referrals.pending().oldest_first().first(),
        workshop=coming.select_related("workshop")
        .order_by("workshop__held_on", "workshop__starts_at")
        .first(),
        appointment=person.appointments.from_instant(at).first(),
    )
