"""What somebody still has to bring, and what runs out: the papers seen, never kept."""

from dataclasses import dataclass
from datetime import date, timedelta

from beneficiaries.models import Assessment, Beneficiary, Criterion, Finding, TelecomDiagnosis
from beneficiaries.models import Waiting as Wait
from beneficiaries.services.eligibility import last_assessment
from pimms.kernel.templatetags.french import day

SOON = 30  # days: a paper that runs out is announced
BEFORE_THE_END = 60  # days: papers are asked for again


def missing_papers(person: Beneficiary, *, on: date) -> list[str]:
    """Which papers run out or have run out, in words, for whoever is about to be assessed again.

    Nothing is asked while twelve months run with more than sixty days left: a paper has to be
    valid on the day of the assessment, not for ever.
    """
    last = last_assessment(person)
    if last is None or not last.is_positive:
        return []
    enrolled = person.enrolments.running_on(on).first()
    if enrolled and enrolled.period.upper - on > timedelta(days=BEFORE_THE_END):
        return []
    return [words for finding in _papers(last) if (words := said_of(finding, on=on))]


def said_of(finding: Finding, *, on: date) -> str:
    """`Attestation CAF valable jusqu’au 31/10/2016.`; nothing of a paper that lasts."""
    until = finding.proof_valid_until
    if not finding.met or until is None or until > on + timedelta(days=SOON):
        return ""
    paper = finding.proof or str(finding.criterion)
    if until < on:
        return f"{paper} à renouveler\u202f: plus valable depuis le {day(until)}."
    return f"{paper} valable jusqu’au {day(until)}."


def _papers(assessment: Assessment) -> list[Finding]:
    findings = assessment.findings.exclude(criterion__kind=Criterion.Kind.REFERRAL)
    return list(findings.select_related("criterion", "seen_by").order_by("criterion__position"))


@dataclass(frozen=True)
class Standing:
    """Somebody's eligibility as their file shows it."""

    assessment: Assessment | None
    findings: list
    expired: bool
    diagnosis: TelecomDiagnosis | None
    waiting: Wait | None
    rank: int


def standing(person: Beneficiary, *, on: date) -> Standing:
    """The last assessment with its findings and their papers, the diagnosis, the wait."""
    last = last_assessment(person)
    findings = []
    if last:
        every = last.findings.select_related("criterion", "seen_by").order_by("criterion__position")
        findings = [(finding, said_of(finding, on=on)) for finding in every]
    wait = waiting_of(person)
    return Standing(
        assessment=last,
        findings=findings,
        expired=bool(last and last.is_positive and last.valid_until < on),
        diagnosis=last_diagnosis(person),
        **wait,
    )


def waiting_of(person: Beneficiary | None) -> dict:
    """The person's place in the queue: `waiting` (None when they do not wait) and `rank`."""
    waiting = person.waits.open().first() if person else None
    return {
        "waiting": waiting,
        "rank": Wait.objects.ahead_of(waiting).count() + 1 if waiting else 0,
    }


def last_diagnosis(person: Beneficiary) -> TelecomDiagnosis | None:
    return person.diagnoses.select_related("made_by").order_by("made_on", "pk").last()
