"""How an organisation becomes a partner, and what it commits itself to."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from accounts import journal, mail
from accounts.models import User
from partners import commitment
from partners.models import Commitment, Membership, Organisation

Status = Organisation.Status


@transaction.atomic
def open_organisation(*, by: User, on: date, **words: Any) -> Organisation:
    """The team writes a partner down: it needs no further say."""
    organisation = Organisation(decided_by=by, decided_on=on, **words)
    organisation.full_clean()
    organisation.save()
    journal.record("organisation.opened", organisation, by=by)
    return organisation


@transaction.atomic
def propose_organisation(*, by: User, on: date, **words: Any) -> Organisation:
    """Somebody of a partner proposes another organisation, which the team will look at.

    Who proposed it administers it.
    """
    organisation = Organisation(status=Status.PROPOSED, proposed_by=by, **words)
    organisation.full_clean()
    organisation.save()
    Membership.objects.create(
        organisation=organisation, user=by, is_administrator=True, started_on=on
    )
    journal.record("organisation.proposed", organisation, by=by)
    return organisation


@transaction.atomic
def correct_organisation(organisation: Organisation, *, by: User, **words: Any) -> Organisation:
    """Its page says what it is now."""
    changed = [name for name, value in words.items() if getattr(organisation, name) != value]
    for name in changed:
        setattr(organisation, name, words[name])
    organisation.full_clean()
    organisation.save()
    journal.record("organisation.corrected", organisation, by=by, fields=changed)
    return organisation


@transaction.atomic
def accept_organisation(organisation: Organisation, *, by: User, on: date) -> Organisation:
    """Its members may refer people from now on."""
    return _decide(organisation, Status.ACCEPTED, by=by, on=on)


@transaction.atomic
def refuse_organisation(
    organisation: Organisation, *, reason: str, by: User, on: date
) -> Organisation:
    """Its members may refer nobody, and read why."""
    if not reason.strip():
        raise ValidationError({"reason": "Dites pourquoi\u202f: l’organisme lira ces mots."})
    organisation.motive = reason
    return _decide(organisation, Status.REFUSED, by=by, on=on)


def _decide(organisation: Organisation, status: str, *, by: User, on: date) -> Organisation:
    standing = Organisation.objects.select_for_update(of=["self"]).get(pk=organisation.pk)
    if standing.status != Status.PROPOSED:
        raise ValidationError(
            f"Cet organisme a déjà sa réponse\u202f: {standing.get_status_display().lower()}."
        )
    organisation.status, organisation.decided_by, organisation.decided_on = status, by, on
    organisation.full_clean()
    organisation.save()
    if organisation.proposed_by:
        mail.post(
            "organisation_decided",
            to=organisation.proposed_by,
            organisation=organisation.name,
            accepted=status == Status.ACCEPTED,
            motive=organisation.motive,
            link=mail.address_of(reverse("partners:mine")),
        )
    journal.record(f"organisation.{status}", organisation, by=by)
    return organisation


@transaction.atomic
def commit_to_protection(organisation: Organisation, *, by: User, at: datetime) -> Commitment:
    """The organisation has agreed to the words of today; said twice, it is once."""
    agreed, is_new = Commitment.objects.get_or_create(
        organisation=organisation,
        version=commitment.VERSION,
        defaults={"text": commitment.TEXT, "agreed_by": by, "agreed_at": at},
    )
    if is_new:
        journal.record("organisation.committed", organisation, by=by, version=agreed.version)
    return agreed
