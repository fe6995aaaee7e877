"""A question to the referrer, and the answer that comes back."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from beneficiaries.models import Referral, ReferralQuestion


@transaction.atomic
def ask_referrer(referral: Referral, *, question: str, by: User, on: date) -> ReferralQuestion:
    """The referral waits for a word of its referrer, who reads the question on its page."""
    referral = Referral.objects.select_for_update(of=["self"]).get(pk=referral.pk)
    if not referral.is_open:
        raise ValidationError("Cette orientation a déjà sa réponse.")
    asked = ReferralQuestion(referral=referral, question=question, asked_by=by, asked_on=on)
    asked.full_clean()
    asked.save()
    referral.status = Referral.Status.ASKED
    referral.save(update_fields=["status"])
    journal.record("referral.asked", referral, by=by)
    return asked


@transaction.atomic
def answer_question(referral: Referral, *, answer: str, by: User, on: date) -> ReferralQuestion:
    """The open question has its answer, and the referral is ours to look at again."""
    referral = Referral.objects.select_for_update(of=["self"]).get(pk=referral.pk)
    asked = referral.questions.filter(answered_on=None).first()
    if asked is None or not referral.is_open:
        raise ValidationError("Cette question n’attend plus de réponse.")
    if not answer:
        raise ValidationError({"answer": "Écrivez la réponse."})
    asked.answer, asked.answered_by, asked.answered_on = answer, by, on
    asked.full_clean()
    asked.save()
    referral.status = Referral.Status.SENT
    referral.save(update_fields=["status"])
    journal.record("referral.answered", referral, by=by)
    return asked
