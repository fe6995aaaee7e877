"""The programme's places, and who waits for one."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from beneficiaries.eligibility import Circumstances, priority
from beneficiaries.models import (
    Assessment,
    Beneficiary,
    Enrolment,
    ProgrammeVersion,
    TelecomDiagnosis,
    Waiting,
)
from beneficiaries.models.diagnoses import Known

FULL = "Le programme est complet\u202f: la personne peut attendre une place sur la liste d’attente."


@transaction.atomic
def join_waiting_list(assessment: Assessment, *, by: User, on: date) -> Waiting:
    """Somebody eligible waits for a place, with the points of the published order."""
    grounds = priority(circumstances(assessment))
    waiting = Waiting(
        beneficiary=assessment.beneficiary,
        assessment=assessment,
        since=on,
        points=sum(points for _, points in grounds),
        grounds=[label for label, _ in grounds],
    )
    waiting.full_clean()
    waiting.save()
    journal.record("waiting.joined", waiting, by=by, points=waiting.points)
    return waiting


@transaction.atomic
def offer_place(waiting: Waiting, *, by: User, on: date) -> Waiting:
    """The person has been told that a place is theirs."""
    waiting = _still_waiting(waiting)
    _has_a_place(waiting, on=on)
    waiting.offered_on = on
    waiting.clean_fields()
    waiting.save(update_fields=["offered_on"])
    journal.record("waiting.offered", waiting, by=by)
    return waiting


@transaction.atomic
def leave_waiting_list(waiting: Waiting, *, left_for: str, by: User, on: date) -> Waiting:
    """The person no longer waits, and the list says why."""
    if left_for not in set(Waiting.Left.values) - {Waiting.Left.ENROLLED}:
        raise ValidationError({"left_for": "Choisissez le motif."})
    return leave(_still_waiting(waiting), left_for=left_for, by=by, on=on)


@transaction.atomic
def leave(waiting: Waiting, *, left_for: str, by: User, on: date) -> Waiting:
    """The wait is over."""
    waiting.left_on, waiting.left_for = on, left_for
    waiting.clean_fields()
    waiting.save(update_fields=["left_on", "left_for"])
    journal.record("waiting.left", waiting, by=by, left_for=left_for)
    return waiting


def place_is_theirs(waiting: Waiting, *, on: date) -> Waiting:
    """The wait, locked, when a place is free for it; ValidationError otherwise."""
    waiting = _still_waiting(waiting)
    _has_a_place(waiting, on=on)
    return waiting


def free_places(*, on: date) -> int | None:
    """Places nobody holds on that day; None when the version then in force has no limit.

    Under a version that opens at the first purchase, whoever is admitted holds a place.
    """
    version = ProgrammeVersion.objects.in_force_on(on).first()
    if version is None or version.capacity is None:
        return None
    running = Enrolment.objects.running_on(on).filter(absorbed_by=None)
    held = running.values("beneficiary").distinct().count()
    if version.opens_at_first_purchase:
        held += (
            Assessment.objects.standing_on(on)
            .unopened()
            .filter(version=version)
            .exclude(waits__isnull=False)
            .count()
        )
    return max(version.capacity - held, 0)


def places_left(*, on: date) -> int | None:
    """Places for somebody who comes today: those that the waiting list leaves."""
    free = free_places(on=on)
    if free is None:
        return None
    return free - Waiting.objects.open().count()


def circumstances(assessment: Assessment) -> Circumstances:
    """What the published order looks at, as the file says it."""
    person: Beneficiary = assessment.beneficiary
    bands = [finding.band for finding in assessment.findings.order_by("pk") if finding.band]
    diagnosis = TelecomDiagnosis.objects.filter(beneficiary=person).order_by("made_on", "pk").last()
    known: dict[str, bool] = {Known.YES: True, Known.NO: False}
    return Circumstances(
        children=person.children or 0,
        has_phone=bool(person.phone),
        band=next(iter(bands), ""),
        operator_debt=bool(diagnosis and diagnosis.debt),
        home_internet=known.get(diagnosis.home_internet) if diagnosis else None,
    )


def _still_waiting(waiting: Waiting) -> Waiting:
    waiting = Waiting.objects.select_for_update(of=["self"]).get(pk=waiting.pk)
    if waiting.left_on:
        raise ValidationError("Cette personne n’est plus sur la liste d’attente.")
    return waiting


def _has_a_place(waiting: Waiting, *, on: date) -> None:
    free = free_places(on=on)
    if free == 0:
        raise ValidationError("Aucune place n’est libre pour le moment.")
    ahead = Waiting.objects.ahead_of(waiting).count()
    if free is not None and ahead >= free:
        who = "personne passe" if ahead == 1 else "personnes passent"
        plural = "s" if free > 1 else ""
        raise ValidationError(
            f"{ahead} {who} avant dans l’ordre publié, pour {free} place{plural} libre{plural}."
        )
