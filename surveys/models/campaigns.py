"""When and where a questionnaire is handed out, and what was answered."""

import secrets
import uuid

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from pimms.kernel.periods import last_day
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only
from surveys.triggers import response_fits

from .questionnaires import Questionnaire


def _secret() -> str:
    return secrets.token_urlsafe(16)


class CampaignQuerySet(models.QuerySet):
    def running_on(self, day):
        """Those that take answers on that day."""
        return self.filter(closed_on=None, period__contains=day)

    def with_counts(self):
        """Beside each one `answered`: how many answers stand."""
        standing = Q(responses__isnull=False, responses__withdrawal=None)
        return self.annotate(answered=models.Count("responses", filter=standing))

    def latest_first(self):
        return self.select_related("questionnaire").order_by("-period", "-pk")


class Campaign(RuledModel):
    """A questionnaire handed out between two days."""

    class Moment(models.TextChoices):
        BEFORE = "before", "Avant le programme"
        DURING = "during", "Pendant le programme"
        AFTER = "after", "Après le programme"

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="campaigns")
    title = models.CharField("intitulé", max_length=120)
    moment = models.CharField("moment", max_length=10, choices=Moment)
    place = models.CharField("lieu", max_length=120, blank=True)
    period = DateRangeField("période")
    target = models.PositiveIntegerField("réponses espérées", null=True, blank=True)
    token = models.CharField("clé secrète", max_length=30, default=_secret, editable=False)
    is_public = models.BooleanField("ouverte par un lien", default=False)
    opened_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+")
    closed_on = models.DateField("close le", null=True, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "campagne d’enquête", "campagnes d’enquête"
        constraints = [
            models.UniqueConstraint(
                name="campaign_token_unique",
                fields=["token"],
                violation_error_message="Cette clé est déjà donnée\u202f: recommencez.",
            ),
            models.CheckConstraint(
                name="campaign_period_bounded",
                condition=Q(period__isempty=False)
                & Q(period__lower_inf=False)
                & Q(period__upper_inf=False),
                violation_error_message="Une campagne a un premier et un dernier jour.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("surveys:campaign", args=[self.pk])

    @property
    def last_day(self):
        return last_day(self.period)

    def takes_answers_on(self, day) -> bool:
        return self.closed_on is None and day in self.period


class ResponseQuerySet(models.QuerySet):
    def standing(self):
        """Those that nobody withdrew."""
        return self.filter(withdrawal=None)

    def latest_first(self):
        return self.select_related("typed_by", "withdrawal").order_by("-pk")


class Response(RuledModel):
    """What somebody answered, by the codes of the questions. Nothing tells who it was."""

    class Way(models.TextChoices):
        PAPER = "paper", "Sur papier"
        TABLET = "tablet", "Sur la tablette"
        LINK = "link", "Par le lien"

    key = models.UUIDField("clé de l’envoi", default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="responses")
    way = models.CharField("manière", max_length=10, choices=Way)
    answered_on = models.DateField("répondu le")
    answers = models.JSONField("réponses", default=dict)
    typed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="saisi par", null=True, blank=True, related_name="+"
    )

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "réponse", "réponses"
        triggers = [response_fits, *append_only("response")]
        constraints = [
            models.UniqueConstraint(
                name="response_sent_once",
                fields=["key"],
                violation_error_message="Cette réponse est déjà enregistrée.",
            ),
            models.CheckConstraint(
                name="response_says_something",
                condition=~Q(answers={}),
                violation_error_message="Aucune réponse n’est donnée.",
            ),
            models.CheckConstraint(
                name="response_by_link_is_typed_by_nobody",
                condition=~Q(way="link") | Q(typed_by=None),
                violation_error_message="Une réponse par le lien ne dit pas de qui elle est.",
            ),
        ]

    def __str__(self):
        return f"Réponse du {self.answered_on:%d/%m/%Y}"


class Withdrawal(RuledModel):
    """An answer that does not count: typed twice, or wrongly."""

    response = models.OneToOneField(Response, models.PROTECT, related_name="withdrawal")
    reason = models.CharField("motif", max_length=200)
    withdrawn_on = models.DateField("retirée le")
    withdrawn_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "réponse retirée", "réponses retirées"
        triggers = append_only("withdrawal")
        constraints = [
            models.CheckConstraint(
                name="withdrawal_says_why",
                condition=Q(reason__regex=r"\w"),
                violation_error_message="Dites pourquoi cette réponse ne compte pas.",
            ),
        ]

    def __str__(self):
        return f"{self.response}, retirée"
