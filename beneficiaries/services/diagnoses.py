"""Where somebody stands with telephone and internet."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts import journal
from accounts.models import User
from beneficiaries.models import Beneficiary, TelecomDiagnosis


@transaction.atomic
def diagnose(person: Beneficiary, *, by: User, on: date, **words: Any) -> TelecomDiagnosis:
    """The file has a diagnosis of that day; the earlier ones stay."""
    diagnosis = TelecomDiagnosis(beneficiary=person, made_on=on, made_by=by, **words)
    diagnosis.full_clean()
    diagnosis.save()
    journal.record("diagnosis.made", diagnosis, by=by)
    return diagnosis
