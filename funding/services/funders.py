"""Who may pay, and whom to speak to there."""

from datetime import date

from django.db import transaction

from accounts import journal
from accounts.models import User
from funding.models import Contact, Funder


@transaction.atomic
def add_funder(*, name: str, kind: str, by: User) -> Funder:
    funder = Funder(name=name, kind=kind)
    funder.full_clean()
    funder.save()
    journal.record("funder.added", funder, by=by)
    return funder


@transaction.atomic
def correct_funder(funder: Funder, *, name: str, kind: str, by: User) -> Funder:
    funder.name, funder.kind = name, kind
    funder.full_clean()
    funder.save()
    journal.record("funder.corrected", funder, by=by)
    return funder


@transaction.atomic
def add_contact(
    funder: Funder, *, name: str, role: str = "", phone: str = "", email: str = "", by: User
) -> Contact:
    contact = Contact(funder=funder, name=name, role=role, phone=phone, email=email)
    contact.full_clean()
    contact.save()
    journal.record("funder.contact_added", funder, by=by, contact=contact.pk)
    return contact


@transaction.atomic
def end_contact(contact: Contact, *, by: User, on: date) -> Contact:
    """They are no longer whom we speak to there."""
    if contact.ended_on is None:
        contact.ended_on = on
        contact.save(update_fields=["ended_on"])
        journal.record("funder.contact_ended", contact.funder, by=by, contact=contact.pk)
    return contact
