"""A new version of the programme, from the last one."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts import journal
from accounts.models import User
from beneficiaries.models import Criterion, ProgrammeVersion, Threshold


@transaction.atomic
def change_programme(
    *, starts_on: date, criteria: list[dict], by: User, on: date, **settings: Any
) -> ProgrammeVersion:
    """From `starts_on` another version is in force; the one before ends the day before.

    A version that was planned and has not begun is withdrawn. `criteria` is a list of the fields
    of `Criterion`, each with its `thresholds` {persons: euros}.
    """
    versions = ProgrammeVersion.objects.select_for_update().latest_first()
    for planned in [version for version in versions if version.period.lower > on]:
        planned.period = DateRange(empty=True)
        planned.save(update_fields=["period"])
    current = next((version for version in versions if not version.period.isempty), None)
    if starts_on < on:
        raise ValidationError({"starts_on": "Une version ne commence pas dans le passé."})
    if current and current.period.lower >= starts_on:
        raise ValidationError(
            {"starts_on": "Une version commence déjà ce jour-là\u202f; choisissez le lendemain."}
        )
    if not criteria:
        raise ValidationError("Gardez au moins un critère.")
    if settings.get("required_count", 1) > len(criteria):
        raise ValidationError(
            {"required_count": "Il y a moins de critères que ce qu’il faudrait en réunir."}
        )
    if current:
        current.period = DateRange(current.period.lower, starts_on)
        current.save(update_fields=["period"])
    version = ProgrammeVersion(period=DateRange(starts_on, None), **settings)
    version.full_clean()
    version.save()
    for position, fields in enumerate(criteria, 1):
        _write(version, position, **fields)
    journal.record("programme.changed", version, by=by, starts_on=str(starts_on))
    return version


def _write(
    version: ProgrammeVersion, position: int, *, thresholds: dict[int, Decimal], **fields: Any
) -> None:
    criterion = Criterion(version=version, position=position, **fields)
    criterion.full_clean()
    criterion.save()
    for persons, amount in thresholds.items():
        threshold = Threshold(criterion=criterion, persons=persons, amount=amount)
        threshold.full_clean()
        threshold.save()


def as_given(version: ProgrammeVersion) -> dict:
    """The version as `change_programme` takes it, to start the next one from."""
    names = (
        "name", "opens", "referral_required", "referral_valid_months", "minimum_age",
        "required_count", "assessment_valid_months", "second_signature", "capacity",
        "sample_percent",
    )  # fmt: skip
    fields = ("code", "label", "kind", "proofs", "proof_valid_months", "bears_nir")
    criteria = [
        {name: getattr(criterion, name) for name in fields}
        | {"thresholds": {each.persons: each.amount for each in criterion.thresholds.all()}}
        for criterion in version.criteria.in_order().prefetch_related("thresholds")
    ]
    return {name: getattr(version, name) for name in names} | {"criteria": criteria}
