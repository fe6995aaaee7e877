"""What opens somebody's twelve months in one go."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from beneficiaries.eligibility import Seen
from beneficiaries.models import Beneficiary, Enrolment

from .eligibility import assess, open_twelve_months
from .waiting import FULL, places_left


@transaction.atomic
def enrol(
    beneficiary: Beneficiary,
    *,
    starts_on: date,
    criteria: list[str],
    waiver: str = "",
    by: User,
    on: date,
) -> Enrolment:
    """The person is found eligible (or let in by a reasoned waiver) and has twelve months.

    Raises ValidationError with every reason to refuse. A waiver is the director's.
    """
    assessment = assess(
        beneficiary,
        seen=[Seen(code) for code in criteria],
        opens_on=starts_on,
        waiver=waiver,
        by=by,
        on=on,
    )
    places = places_left(on=starts_on)
    if places is not None and places <= 0:
        raise ValidationError(FULL)
    return open_twelve_months(assessment, starts_on=starts_on, by=by, on=on)
