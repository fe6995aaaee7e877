"""What the referrer was told of somebody they sent, step by step, each once."""

from django.db import models
from django.db.models import Q

from accounts.models import User
from beneficiaries.triggers_referrals import telling_as_the_person_agrees
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only

from .referrals import Referral


class Telling(RuledModel):
    """The referrer was told that a step was reached, or can read it on their page."""

    class Step(models.TextChoices):
        """In the order in which they come."""

        RECEIVED = "received", "Orientation reçue"
        SEEN = "seen", "Orientation lue"
        DECIDED = "decided", "Décision prise"
        FIRST_PURCHASE = "first_purchase", "Premier achat"
        WORKSHOP = "workshop", "Premier atelier"
        ONE_MONTH_LEFT = "one_month_left", "Plus qu’un mois de droits"
        ENDED = "ended", "Fin des droits"

    class How(models.TextChoices):
        MAIL = "mail", "Par courriel"
        TELEPHONE = "telephone", "Par téléphone"
        PAGE = "page", "Sur sa page"

    referral = models.ForeignKey(
        Referral, models.PROTECT, verbose_name="orientation", related_name="tellings"
    )
    step = models.CharField("étape", max_length=20, choices=Step)
    reached_on = models.DateField("franchie le")
    at = models.DateTimeField("dit le")
    how = models.CharField("comment", max_length=10, choices=How)
    told_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="dit par", null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name, verbose_name_plural = "retour au référent", "retours au référent"
        triggers = [*append_only("telling"), telling_as_the_person_agrees]
        constraints = [
            models.UniqueConstraint(
                name="telling_once_a_step",
                fields=["referral", "step"],
                violation_error_message="Cette étape est déjà dite au référent.",
            ),
            models.CheckConstraint(
                name="telling_by_telephone_says_who",
                condition=Q(how="telephone", told_by__isnull=False)
                | (~Q(how="telephone") & Q(told_by=None)),
                violation_error_message="Un appel, et lui seul, dit qui l’a passé.",
            ),
        ]

    def __str__(self):
        return f"{self.get_step_display()}, {self.reached_on:%d/%m/%Y}"


class TellingCall(RuledModel):
    """Somebody rang the referrer; only a call that reached them tells anything."""

    class Result(models.TextChoices):
        TOLD = "told", "Réponse donnée"
        NO_ANSWER = "no_answer", "Pas de réponse"
        MESSAGE = "message", "Demande de rappel laissée"
        LATER = "later", "À rappeler plus tard"
        WRONG_NUMBER = "wrong_number", "Mauvais numéro"

    referral = models.ForeignKey(
        Referral, models.PROTECT, verbose_name="orientation", related_name="telling_calls"
    )
    at = models.DateTimeField("appelé le")
    by = models.ForeignKey(User, models.PROTECT, verbose_name="appelé par", related_name="+")
    result = models.CharField("résultat", max_length=12, choices=Result)
    note = models.CharField("à noter", max_length=200, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "appel au référent", "appels aux référents"
        indexes = [models.Index(name="telling_call_latest", fields=["referral", "at"])]
        triggers = append_only("telling_call")

    def __str__(self):
        return f"{self.get_result_display()}, {self.at:%d/%m/%Y}"
