"""From what was seen and what is known to an assessment and its twelve months; writes nothing."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.models import User
from beneficiaries.eligibility import Seen, Situation, refusals
from beneficiaries.entitlement import waiting
from beneficiaries.findings import found
from beneficiaries.models import (
    Assessment,
    Beneficiary,
    Enrolment,
    Finding,
    ProgrammeVersion,
    Referral,
    household_size,
)
from beneficiaries.models.enrolments import MONTHS
from pimms.kernel.periods import add_months, months_from


@dataclass(frozen=True)
class Known:
    """What stands in somebody's file before they are assessed: the newest of each."""

    referral: Referral | None = None
    enrolment: Enrolment | None = None
    assessment: Assessment | None = None


def judge(
    beneficiary: Beneficiary,
    *,
    seen: list[Seen],
    known: Known,
    version: ProgrammeVersion,
    opens_on: date,
    persons: int | None = None,
    waiver: str = "",
    to_sign: bool = False,
    by: User,
    on: date,
) -> tuple[Assessment, list[Finding]]:
    """The assessment that lets the person in, and its findings, none of them written yet.

    Raises ValidationError with every reason to refuse, unless the director waives them.
    """
    persons = persons or household_size(beneficiary)
    findings, shortfalls = found(
        seen, version=version, last=known.assessment, persons=persons, by=by, on=on
    )
    met = [finding.criterion.code for finding in findings if finding.met]
    situation = Situation(
        born_on=beneficiary.born_on,
        criteria=frozenset(met),
        referred_on=known.referral.received_on if known.referral else None,
        enrolled_until=known.enrolment.last_day if known.enrolment else None,
    )
    reasons = refusals(situation, on=opens_on, rule=version.rule)
    reasons += waiting(known.enrolment, starts_on=opens_on, days=settings.RENEWAL_WAIT_DAYS)
    if reasons and not (waiver and by.is_director):
        raise ValidationError(shortfalls + reasons)
    Signature = Assessment.Signature
    assessment = Assessment(
        beneficiary=beneficiary,
        version=version,
        referral=known.referral if "referral" in met else None,
        assessed_on=on,
        assessed_by=by,
        valid_until=add_months(on, version.assessment_valid_months) - timedelta(days=1),
        persons=persons,
        opens_on=opens_on,
        criteria=met,
        outcome=Assessment.Outcome.WAIVED if reasons else Assessment.Outcome.ELIGIBLE,
        reason=waiver if reasons else "",
        signature=Signature.AWAITED if version.second_signature or to_sign else Signature.NOT_ASKED,
    )
    return assessment, findings


def twelve_months(assessment: Assessment, *, starts_on: date, by: User, on: date) -> Enrolment:
    """The enrolment that the assessment gives, not yet written; ValidationError when it gives
    none."""
    if not assessment.is_positive:
        raise ValidationError("Cet examen conclut que la personne n’est pas éligible.")
    if assessment.signature in {Assessment.Signature.AWAITED, Assessment.Signature.SENT_BACK}:
        raise ValidationError("Cet examen n’a pas encore sa seconde signature.")
    if assessment.valid_until < on:
        raise ValidationError(
            f"L’examen du {assessment.assessed_on:%d/%m/%Y} n’est plus valable depuis le"
            f" {assessment.valid_until:%d/%m/%Y}\u202f: refaites-le."
        )
    return Enrolment(
        beneficiary=assessment.beneficiary,
        period=months_from(starts_on, MONTHS),
        assessment=assessment,
        enrolled_by=by,
    )
