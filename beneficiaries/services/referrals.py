"""What becomes of a partner's request."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import Site, User
from beneficiaries.births import born_in_our_time
from beneficiaries.models import Beneficiary, Referral
from partners.models import Organisation

from .people import register_person


@transaction.atomic
def refer(*, organisation: Organisation, by: User, on: date, **words) -> Referral:
    """A partner's request has reached us; sent twice with the same key, it is one."""
    referral = Referral(organisation=organisation, sent_by=by, received_on=on, **words)
    if earlier := Referral.objects.filter(key=referral.key, sent_by=by).first():
        return earlier
    referral.full_clean()
    born_in_our_time(referral, on=on)
    referral.save()
    journal.record("referral.sent", referral, by=by)
    return referral


@transaction.atomic
def accept_referral(referral: Referral, *, beneficiary: Beneficiary, by: User, on: date):
    """The person will be received: the referral is tied to their file."""
    referral = _still_pending(referral)
    referral.beneficiary = beneficiary
    return _decide(referral, Referral.Status.ACCEPTED, by=by, on=on)


@transaction.atomic
def receive(referral: Referral, *, site: Site, by: User, on: date, **identity) -> Beneficiary:
    """The person referred has a file of their own, and the referral is tied to it."""
    person = register_person(site=site, by=by, on=on, **identity)
    accept_referral(referral, beneficiary=person, by=by, on=on)
    return person


@transaction.atomic
def refuse_referral(referral: Referral, *, refusal: str, answer: str = "", by: User, on: date):
    """The referrer reads why not."""
    referral = _still_pending(referral)
    referral.refusal, referral.answer = refusal, answer
    return _decide(referral, Referral.Status.REFUSED, by=by, on=on)


def _still_pending(referral: Referral) -> Referral:
    referral = Referral.objects.select_for_update(of=["self"]).get(pk=referral.pk)
    if not referral.is_open:
        raise ValidationError(
            f"Cette orientation a déjà sa réponse\u202f: {referral.get_status_display().lower()}"
            f" le {referral.decided_on:%d/%m/%Y}."
        )
    return referral


def _decide(referral: Referral, status: str, *, by: User, on: date) -> Referral:
    referral.status, referral.decided_by, referral.decided_on = status, by, on
    referral.full_clean()
    referral.save()
    journal.record(f"referral.{status}", referral, by=by)
    return referral
