"""From what was seen to a decision, and from a decision to the twelve months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from beneficiaries.eligibility import Seen
from beneficiaries.findings import found, version_on
from beneficiaries.judging import Known, judge, twelve_months
from beneficiaries.models import (
    Assessment,
    Beneficiary,
    Enrolment,
    Finding,
    ProgrammeVersion,
    Waiting,
    household_size,
)

from .referrals import accept_referral, refuse_referral
from .waiting import join_waiting_list, leave, places_left


@dataclass(frozen=True)
class Admission:
    """What a positive decision led to: twelve months, a place in the queue, or nothing yet."""

    assessment: Assessment
    enrolment: Enrolment | None = None
    waiting: Waiting | None = None


@transaction.atomic
def assess(
    beneficiary: Beneficiary,
    *,
    seen: list[Seen],
    opens_on: date,
    persons: int | None = None,
    waiver: str = "",
    to_sign: bool = False,
    by: User,
    on: date,
) -> Assessment:
    """The person is found eligible, or let in by the director's reasoned waiver.

    It waits for a second signature when the version, or its author (`to_sign`), asks for one.
    Raises ValidationError with every reason to refuse.
    """
    beneficiary = _locked(beneficiary)
    known = Known(
        referral=beneficiary.referrals.not_refused().newest_first().first(),
        enrolment=beneficiary.enrolments.standing().order_by("-period").first(),
        assessment=last_assessment(beneficiary),
    )
    assessment, findings = judge(
        beneficiary, seen=seen, known=known, version=version_on(on), opens_on=opens_on,
        persons=persons, waiver=waiver, to_sign=to_sign, by=by, on=on,
    )  # fmt: skip
    _write(assessment, findings)
    if known.referral and known.referral.is_open:
        accept_referral(known.referral, beneficiary=beneficiary, by=by, on=on)
    journal.record("assessment.made", assessment, by=by, outcome=assessment.outcome)
    return assessment


@transaction.atomic
def decline(
    beneficiary: Beneficiary,
    *,
    refusal: str,
    reason: str = "",
    reorientation: str = "",
    seen: Sequence[Seen] = (),
    persons: int | None = None,
    by: User,
    on: date,
) -> Assessment:
    """The person is not eligible, for a reason of the list, and is told where else to turn.

    A referral that still waits for our answer has this one.
    """
    beneficiary = _locked(beneficiary)
    version, persons = version_on(on), persons or household_size(beneficiary)
    if refusal not in Assessment.Refusal.values:
        raise ValidationError({"refusal": "Choisissez le motif."})
    if refusal == Assessment.Refusal.OTHER and not reason:
        raise ValidationError({"reason": "Dites en quelques mots pourquoi."})
    referral = beneficiary.referrals.not_refused().newest_first().first()
    findings, _ = found(
        list(seen), version=version, last=last_assessment(beneficiary), persons=persons,
        by=by, on=on,
    )  # fmt: skip
    assessment = Assessment(
        beneficiary=beneficiary,
        version=version,
        referral=referral,
        assessed_on=on,
        assessed_by=by,
        valid_until=on,
        persons=persons,
        criteria=[finding.criterion.code for finding in findings if finding.met],
        outcome=Assessment.Outcome.NOT_ELIGIBLE,
        refusal=refusal,
        reason=reason or Assessment.Refusal(refusal).label,
        reorientation=reorientation,
    )
    _write(assessment, findings)
    if referral and referral.is_open:
        answer = f"{assessment.get_refusal_display()}. {reorientation}".strip()
        not_eligible = referral.Refusal.NOT_ELIGIBLE
        refuse_referral(referral, refusal=not_eligible, answer=answer, by=by, on=on)
    journal.record("assessment.refused", assessment, by=by, refusal=refusal)
    return assessment


@transaction.atomic
def admit(
    beneficiary: Beneficiary,
    *,
    seen: list[Seen],
    opens_on: date,
    persons: int | None = None,
    waiver: str = "",
    to_sign: bool = False,
    by: User,
    on: date,
) -> Admission:
    """Eligible, and whatever follows at once: twelve months, the waiting list, or a signature."""
    assessment = assess(
        beneficiary, seen=seen, opens_on=opens_on, persons=persons, waiver=waiver,
        to_sign=to_sign, by=by, on=on,
    )  # fmt: skip
    return _follow(assessment, by=by, on=on)


@transaction.atomic
def sign(assessment: Assessment, *, by: User, on: date) -> Admission:
    """The assessment has its second signature, and leads to what it would have led to before."""
    assessment = _to_sign(assessment, by=by, on=on, signature=Assessment.Signature.SIGNED)
    journal.record("assessment.signed", assessment, by=by)
    return _follow(assessment, by=by, on=on)


@transaction.atomic
def send_back(assessment: Assessment, *, reason: str, by: User, on: date) -> Assessment:
    """The assessment admits nobody; its author reads why and may make another."""
    if not reason:
        raise ValidationError({"reason": "Dites à l’auteur ce qui manque."})
    sent_back = Assessment.Signature.SENT_BACK
    assessment = _to_sign(assessment, by=by, on=on, signature=sent_back, sent_back_for=reason)
    journal.record("assessment.sent_back", assessment, by=by)
    return assessment


@transaction.atomic
def open_twelve_months(assessment: Assessment, *, starts_on: date, by: User, on: date) -> Enrolment:
    """The twelve months that the assessment gives begin that day."""
    _locked(assessment.beneficiary)
    enrolment = twelve_months(assessment, starts_on=starts_on, by=by, on=on)
    enrolment.full_clean()
    enrolment.save()
    for place in Waiting.objects.open().filter(beneficiary=assessment.beneficiary):
        leave(place, left_for=Waiting.Left.ENROLLED, by=by, on=on)
    journal.record("enrolment.opened", enrolment, by=by, starts_on=str(starts_on))
    return enrolment


@transaction.atomic
def open_at_first_purchase(assessment: Assessment, *, by: User, on: date) -> Enrolment:
    """The person buys for the first time: their twelve months begin today."""
    _locked(assessment.beneficiary)
    if already := Enrolment.objects.filter(assessment=assessment).first():
        return already
    return open_twelve_months(assessment, starts_on=on, by=by, on=on)


def admitted(person: Beneficiary, *, on: date) -> Assessment | None:
    """The positive assessment on which a first purchase would open the twelve months."""
    Opening = ProgrammeVersion.Opening
    standing = person.assessments.standing_on(on).unopened()
    waiting = Waiting.objects.open().filter(beneficiary=person)
    return (
        standing.filter(version__opens=Opening.FIRST_PURCHASE)
        .exclude(waits__in=waiting)
        .select_related("version", "beneficiary")
        .newest_first()
        .first()
    )


def last_assessment(person: Beneficiary) -> Assessment | None:
    assessments = person.assessments.select_related("version", "assessed_by", "signed_by")
    return assessments.newest_first().first()


def _locked(person: Beneficiary) -> Beneficiary:
    person = Beneficiary.objects.select_for_update(of=["self"], no_key=True).get(pk=person.pk)
    if person.merged_into_id:
        raise ValidationError(
            f"Ce dossier est réuni avec celui de {person.survivor}\u202f: continuez là-bas."
        )
    return person


def _write(assessment: Assessment, findings: list[Finding]) -> None:
    assessment.full_clean()
    assessment.save()
    for finding in findings:
        finding.assessment = assessment
    assessment.findings.bulk_create(findings)


def _follow(assessment: Assessment, *, by: User, on: date) -> Admission:
    """What a positive assessment leads to under its version."""
    if assessment.signature == Assessment.Signature.AWAITED:
        return Admission(assessment)
    starts_on = assessment.opens_on or on
    if assessment.signed_on:
        starts_on = max(starts_on, on)
    places = places_left(on=starts_on)
    if places is not None and places <= 0:
        waiting = join_waiting_list(assessment, by=by, on=on)
        return Admission(assessment, waiting=waiting)
    if assessment.version.opens_at_first_purchase:
        return Admission(assessment)
    enrolment = open_twelve_months(assessment, starts_on=starts_on, by=by, on=on)
    return Admission(assessment, enrolment=enrolment)


def _to_sign(
    assessment: Assessment, *, by: User, on: date, signature: str, **why: Any
) -> Assessment:
    assessment = Assessment.objects.select_for_update(of=["self"]).get(pk=assessment.pk)
    if assessment.signature != Assessment.Signature.AWAITED:
        raise ValidationError("Cet examen n’attend pas de signature.")
    if assessment.assessed_by_id == by.pk:
        raise ValidationError("La seconde signature est celle d’une autre personne.")
    if not Assessment.objects.to_sign_by(by).filter(pk=assessment.pk).exists():
        raise ValidationError("La seconde signature est celle de la direction.")
    assessment.signature, assessment.signed_by, assessment.signed_on = signature, by, on
    for name, value in why.items():
        setattr(assessment, name, value)
    assessment.clean_fields()
    assessment.save()
    return assessment


@transaction.atomic
def decide(
    beneficiary: Beneficiary,
    *,
    refused: bool,
    refusal: str = "",
    reason: str = "",
    reorientation: str = "",
    opens_on: date,
    waiver: str = "",
    to_sign: bool = False,
    seen: list[Seen],
    persons: int | None = None,
    by: User,
    on: date,
) -> Admission:
    """What the page of an assessment asks for: to let the person in, or not."""
    if not refused:
        return admit(
            beneficiary, seen=seen, opens_on=opens_on, persons=persons, waiver=waiver,
            to_sign=to_sign, by=by, on=on,
        )  # fmt: skip
    assessment = decline(
        beneficiary, refusal=refusal, reason=reason, reorientation=reorientation, seen=seen,
        persons=persons, by=by, on=on,
    )  # fmt: skip
    return Admission(assessment)
