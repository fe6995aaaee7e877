"""A question to the referrer, and the answer that comes back."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from beneficiaries.models import Referral, ReferralQuestion

from .referrals import Status, locked, move, tell_follower, tell_referrer


@transaction.atomic
def ask_referrer(referral: Referral, *, question: str, by: User, on: date) -> ReferralQuestion:
    """The referral waits for a word of its referrer, who reads the question on its page."""
    referral = locked(referral)
    if not referral.is_open:
        raise ValidationError("Cette orientation a déjà sa réponse.")
    asked = ReferralQuestion(referral=referral, question=question, asked_by=by, asked_on=on)
    asked.full_clean()
    asked.save()
    move(referral, Status.ASKED, by=by, on=on)
    tell_referrer("referral_asked", referral)
    return asked


@transaction.atomic
def answer_question(referral: Referral, *, answer: str, by: User, on: date) -> ReferralQuestion:
    """The open question has its answer, and the referral is ours to look at again."""
    referral = locked(referral)
    asked = referral.questions.filter(answered_on=None).first()
    if asked is None or not referral.is_open:
        raise ValidationError("Cette question n’attend plus de réponse.")
    if not answer:
        raise ValidationError({"answer": "Écrivez la réponse."})
    asked.answer, asked.answered_by, asked.answered_on = answer, by, on
    asked.full_clean()
    asked.save()
    move(referral, Status.SEEN if referral.taken_by else Status.SENT, by=by, on=on)
    tell_follower(referral)
    return asked
