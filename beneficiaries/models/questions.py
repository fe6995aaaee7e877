"""What we ask a referrer before we answer their referral."""

from django.db import models
from django.db.models import Q

from accounts.models import User
from pimms.kernel.rules import RuledModel

from .referrals import Referral


class ReferralQuestion(RuledModel):
    """A question on a referral, and its answer once it came."""

    referral = models.ForeignKey(
        Referral, models.PROTECT, verbose_name="orientation", related_name="questions"
    )
    question = models.CharField("question", max_length=600)
    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name="posée par", related_name="+")
    asked_on = models.DateField("posée le")
    answer = models.CharField("réponse", max_length=600, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="réponse de", null=True, blank=True, related_name="+"
    )
    answered_on = models.DateField("réponse du", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "question au référent", "questions au référent"
        constraints = [
            models.UniqueConstraint(
                name="referral_question_one_open",
                fields=["referral"],
                condition=Q(answered_on=None),
                violation_error_message="Une question attend déjà sa réponse.",
            ),
            models.CheckConstraint(
                name="referral_question_asked",
                condition=~Q(question=""),
                violation_error_message="Écrivez la question.",
            ),
            models.CheckConstraint(
                name="referral_question_answered_by_somebody",
                condition=Q(answer="", answered_by=None, answered_on=None)
                | ~Q(answer="") & Q(answered_by__isnull=False, answered_on__isnull=False),
                violation_error_message="Une réponse porte un nom et une date.",
            ),
        ]

    def __str__(self):
        return self.question
