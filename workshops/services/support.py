"""The support given to one person: the record, what is joined to it, what is to come."""

import uuid
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from accounts import journal
from accounts.models import User
from beneficiaries.models import Beneficiary
from workshops.models import NextStep, PrivateNote, SupportPaper, SupportSession

_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@transaction.atomic
def record_support(
    beneficiary: Beneficiary,
    *,
    held_on: date,
    minutes: int,
    themes: list[str],
    notes: str = "",
    private_note: str = "",
    next_step: str = "",
    next_on: date | None = None,
    key: uuid.UUID,
    by: User,
    **details: Any,
) -> SupportSession:
    """The time spent with the person is noted; sent twice with the same key, it is one.

    `details` are equipment, autonomy, channel, procedures and their name, oriented_to,
    organisation and place.
    """
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
        **details,
    )
    session.full_clean()
    session.save()
    if private_note:
        PrivateNote.objects.create(session=session, text=private_note, author=by)
    journal.record("support.recorded", session, by=by)
    if next_step:
        plan_step(
            beneficiary, what=next_step, due_on=next_on, session=session, assigned_to=by, by=by
        )
    return session


@transaction.atomic
def complete_support(session: SupportSession, *, by: User, **details: Any) -> SupportSession:
    """What was not noted at the time stands in the record; the journal says what was written.

    `details` are themes, equipment, autonomy and, where nobody is named, counsellor_name.
    """
    session = SupportSession.objects.select_for_update().get(pk=session.pk)
    changed = sorted(name for name, value in details.items() if getattr(session, name) != value)
    for name in changed:
        setattr(session, name, details[name])
    session.full_clean()
    session.save(update_fields=changed)
    journal.record("support.completed", session, by=by, fields=changed)
    return session


@transaction.atomic
def plan_step(
    beneficiary: Beneficiary,
    *,
    what: str,
    due_on: date | None,
    assigned_to: User,
    session: SupportSession | None = None,
    by: User,
) -> NextStep:
    """Something is to be done for the person by one of the team, for a day."""
    if due_on is None:
        raise ValidationError({"next_on": "Dites pour quel jour."})
    step = NextStep(
        beneficiary=beneficiary,
        session=session,
        what=what,
        due_on=due_on,
        assigned_to=assigned_to,
    )
    step.clean_fields()
    step.save()
    journal.record("next_step.planned", step, by=by)
    return step


@transaction.atomic
def finish_step(step: NextStep, *, by: User, on: date) -> NextStep:
    """What was to be done is done; asked twice, it is done once."""
    step = NextStep.objects.select_for_update(of=["self"]).get(pk=step.pk)
    if step.done_on is None:
        step.done_on, step.done_by = on, by
        step.save(update_fields=["done_on", "done_by"])
        journal.record("next_step.done", step, by=by)
    return step


@transaction.atomic
def join_paper(
    session: SupportSession,
    *,
    file: File,
    kind: str,
    title: str,
    is_confidential: bool = False,
    by: User,
    at: datetime,
) -> SupportPaper:
    """A file is joined to the record; a confidential one is its author's and the director's."""
    file.name = f"{uuid.uuid4()}.{_ENDINGS[kind]}"
    paper = SupportPaper(
        session=session, title=title, kind=kind, is_confidential=is_confidential, at=at, by=by
    )
    paper.file = file
    paper.full_clean()
    paper.save()
    journal.record("support_paper.joined", paper, by=by, confidential=is_confidential)
    return paper
