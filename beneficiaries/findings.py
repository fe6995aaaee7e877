"""From what a counsellor saw to findings: met or not, on which paper, valid until when."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError

from accounts.models import User
from beneficiaries.eligibility import Budget, Seen, band
from beneficiaries.models import Assessment, Criterion, Finding, ProgrammeVersion
from pimms.kernel.periods import add_months
from pimms.kernel.templatetags.french import euros


def version_on(day: date) -> ProgrammeVersion:
    """The version in force, its criteria and thresholds at hand; ValidationError when none is."""
    versions = ProgrammeVersion.objects.in_force_on(day)
    version = versions.prefetch_related("criteria__thresholds").first()
    if version is None:
        raise ValidationError(
            "Aucune version du programme n’est en vigueur ce jour-là\u202f: voyez avec la"
            " direction."
        )
    return version


def found(
    seen: list[Seen],
    *,
    version: ProgrammeVersion,
    last: Assessment | None,
    persons: int,
    by: User,
    on: date,
) -> tuple[list[Finding], list[str]]:
    """The findings, not yet saved, and in words why some are not met.

    What was seen before and still holds keeps the day on which it was seen, and by whom.
    """
    criteria = {criterion.code: criterion for criterion in version.criteria.all()}
    if unknown := sorted({each.code for each in seen} - set(criteria)):
        raise ValidationError(f"Ce critère n’est pas dans le programme\u202f: {unknown[0]}.")
    earlier = carried(last, version=version, persons=persons, on=on)
    findings, shortfalls = [], []
    for each in seen:
        criterion = criteria[each.code]
        kept = earlier.get(each.code)
        if kept and not _is_new(each, kept):
            findings.append(_again(kept, criterion))
            continue
        finding, shortfall = _judged(criterion, each, persons=persons)
        finding.seen_by, finding.seen_on = by, on
        finding.proof = each.proof[:120] or next(iter(criterion.accepted_proofs), "")[:120]
        if criterion.kind != Criterion.Kind.REFERRAL:  # which has a validity of its own
            lasts_until = add_months(on, criterion.proof_valid_months) - timedelta(days=1)
            finding.proof_valid_until = each.valid_until or lasts_until
            _valid_when_seen(finding)
        findings.append(finding)
        shortfalls += [shortfall] if shortfall else []
    return findings, shortfalls


def _valid_when_seen(finding: Finding) -> None:
    if finding.proof_valid_until < finding.seen_on:
        raise ValidationError(
            f"{finding.criterion}\u202f: ce justificatif n’est plus valable depuis le"
            f" {finding.proof_valid_until:%d/%m/%Y}. Demandez-en un plus récent."
        )


def carried(
    last: Assessment | None, *, version: ProgrammeVersion, persons: int, on: date
) -> dict[str, Finding]:
    """The last assessment's findings that can be made again without seeing the paper: by code.

    The paper is still valid; an amount was judged by the same threshold for as many people.
    """
    if last is None:
        return {}
    criteria = {criterion.code: criterion for criterion in version.criteria.all()}
    kept = {}
    for finding in last.findings.select_related("criterion").order_by("pk"):
        criterion = criteria.get(finding.criterion.code)
        if criterion is None or not finding.holds_on(on):
            continue
        same = last.persons == persons and finding.threshold == criterion.threshold(persons)
        if same or not criterion.is_amount:
            kept[criterion.code] = finding
    return kept


def _is_new(each: Seen, kept: Finding) -> bool:
    """Whether an amount or another validity says that something new was looked at."""
    amounts = each.value is not None or each.resources is not None
    return amounts or each.valid_until not in {None, kept.proof_valid_until}


def _again(kept: Finding, criterion: Criterion) -> Finding:
    """The same finding, for another assessment."""
    names = (
        "met", "value", "band", "threshold", "proof", "seen_by_id", "seen_on", "proof_valid_until",
    )  # fmt: skip
    return Finding(criterion=criterion, **{name: getattr(kept, name) for name in names})


def _judged(criterion: Criterion, each: Seen, *, persons: int) -> tuple[Finding, str]:
    """Met or not by the amounts; what is ticked without an amount was seen below the threshold."""
    finding = Finding(criterion=criterion, met=True)
    if not criterion.is_amount:
        return finding, ""
    amount, words = each.value, euros(each.value) if each.value is not None else ""
    if criterion.kind == Criterion.Kind.REST_TO_LIVE_ON and each.resources is not None:
        budget = Budget(each.resources, each.charges or 0, persons)
        amount, words = budget.per_day, budget.arithmetic
        finding.band = band(amount)
    finding.threshold = criterion.threshold(persons)
    if criterion.kind == Criterion.Kind.FAMILY_QUOTIENT:
        finding.value = each.value
    if amount is not None and finding.threshold is not None and amount > finding.threshold:
        finding.met = False
        return finding, (
            f"{criterion}\u202f: {words}, au-dessus du seuil de {euros(finding.threshold)}."
        )
    return finding, ""


def said_of_amount(criterion: Criterion, each: Seen, *, persons: int) -> str:
    """The arithmetic and its conclusion, as the counsellor reads it while typing."""
    finding, shortfall = _judged(criterion, each, persons=persons)
    if shortfall:
        return shortfall
    words = ""
    if each.resources is not None:
        words = Budget(each.resources, each.charges or 0, persons).arithmetic
    elif each.value is not None:
        words = euros(each.value)
    if not words or finding.threshold is None:
        return words
    return f"{words}, sous le seuil de {euros(finding.threshold)}."
