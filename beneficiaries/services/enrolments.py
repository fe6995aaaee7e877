"""What opens somebody's twelve months."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from beneficiaries.eligibility import Situation, refusals
from beneficiaries.models import Assessment, Beneficiary, Enrolment, Referral
from beneficiaries.models.enrolments import MONTHS
from pimms.kernel.periods import months_from

from .referrals import accept_referral


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
    beneficiary = Beneficiary.objects.select_for_update(of=["self"], no_key=True).get(
        pk=beneficiary.pk
    )
    if beneficiary.merged_into_id:
        raise ValidationError(
            f"Ce dossier est réuni avec celui de {beneficiary.survivor}\u202f: continuez là-bas."
        )
    referral = beneficiary.referrals.not_refused().newest_first().first()
    latest = beneficiary.enrolments.standing().order_by("-period").first()
    reasons = refusals(
        Situation(
            born_on=beneficiary.born_on,
            criteria=frozenset(criteria),
            referred_on=referral and referral.received_on,
            enrolled_until=latest and latest.last_day,
        ),
        on=starts_on,
    )
    if reasons and not (waiver and by.is_director):
        raise ValidationError(reasons)
    assessment = Assessment(
        beneficiary=beneficiary,
        referral=referral if "referral" in criteria else None,
        assessed_on=on,
        assessed_by=by,
        criteria=criteria,
        outcome=Assessment.Outcome.WAIVED if reasons else Assessment.Outcome.ELIGIBLE,
        reason=waiver if reasons else "",
    )
    assessment.full_clean()
    assessment.save()
    enrolment = Enrolment(
        beneficiary=beneficiary,
        period=months_from(starts_on, MONTHS),
        assessment=assessment,
        enrolled_by=by,
    )
    enrolment.full_clean()
    enrolment.save()
    if referral and referral.status == Referral.Status.SENT:
        accept_referral(referral, beneficiary=beneficiary, by=by, on=on)
    journal.record("enrolment.opened", enrolment, by=by, starts_on=str(starts_on))
    return enrolment
