"""The support given to one person."""

import uuid
from datetime import date

from django.db import transaction

from accounts import journal
from accounts.models import User
from beneficiaries.models import Beneficiary
from workshops.models import SupportSession


@transaction.atomic
def record_support(
    beneficiary: Beneficiary,
    *,
    held_on: date,
    minutes: int,
    themes: list[str],
    notes: str = "",
    key: uuid.UUID,
    by: User,
) -> SupportSession:
    """The time spent with the person is noted; sent twice with the same key, it is one."""
    if earlier := SupportSession.objects.filter(key=key, beneficiary=beneficiary).first():
        return earlier
    session = SupportSession(
        beneficiary=beneficiary,
        held_on=held_on,
        minutes=minutes,
        themes=themes,
        notes=notes,
        key=key,
        site=by.site,
        recorded_by=by,
        counsellor_name=by.name,
    )
    session.full_clean()
    session.save()
    journal.record("support.recorded", session, by=by)
    return session
