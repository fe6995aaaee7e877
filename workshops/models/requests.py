"""What is asked for somebody (aid), and what somebody reproaches us with (complaints)."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User
from beneficiaries.models import Beneficiary
from beneficiaries.triggers import of_a_standing_file
from partners.models import Organisation
from pimms.kernel.money import MoneyField
from pimms.kernel.rules import RuledModel

ANSWER_DAYS = 30


class AidRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.none() if user.is_social_worker else self

    def latest_first(self):
        known = self.select_related("beneficiary", "organisation", "by")
        return known.order_by("-asked_on", "-pk")


class AidRequest(RuledModel):
    """Money or help asked of somebody for a person: what came of it, and when it was paid."""

    class Status(models.TextChoices):
        ASKED = "asked", "En attente de réponse"
        GRANTED = "granted", "Accordée"
        REFUSED = "refused", "Refusée"
        WITHDRAWN = "withdrawn", "Retirée"

    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="personne", related_name="aid_requests"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="organisme",
        null=True,
        blank=True,
        related_name="+",
    )
    asked_of = models.CharField("demandée à", max_length=100, blank=True)
    purpose = models.CharField("pour quoi", max_length=200)
    amount_asked = MoneyField("montant demandé", null=True, blank=True)
    asked_on = models.DateField("demandée le")
    status = models.CharField("état", max_length=20, choices=Status, default=Status.ASKED)
    decided_on = models.DateField("réponse le", null=True, blank=True)
    amount_granted = MoneyField("montant accordé", null=True, blank=True)
    refusal_reason = models.CharField("motif du refus", max_length=200, blank=True)
    paid_on = models.DateField("versée le", null=True, blank=True)
    paid_to = models.CharField("versée à", max_length=100, blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="suivie par", related_name="+")

    objects = AidRequestQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "demande d’aide", "demandes d’aide"
        triggers = [of_a_standing_file("aid_request")]
        constraints = [
            models.CheckConstraint(
                name="aid_request_of_somebody",
                condition=~Q(organisation=None, asked_of=""),
                violation_error_message="Dites à qui l’aide est demandée.",
            ),
            models.CheckConstraint(
                name="aid_request_amounts_positive",
                condition=(Q(amount_asked=None) | Q(amount_asked__gt=0))
                & (Q(amount_granted=None) | Q(amount_granted__gt=0)),
                violation_error_message="Un montant est plus grand que zéro.",
            ),
            models.CheckConstraint(
                name="aid_request_answered_as_told",
                condition=Q(status="asked", decided_on=None, amount_granted=None, refusal_reason="")
                | Q(status="granted", decided_on__isnull=False, refusal_reason="")
                | (
                    Q(status="refused", decided_on__isnull=False, amount_granted=None)
                    & ~Q(refusal_reason="")
                )
                | Q(
                    status="withdrawn",
                    decided_on__isnull=False,
                    amount_granted=None,
                    refusal_reason="",
                ),
                violation_error_message="Une réponse dit son jour\u202f; un refus, son motif.",
            ),
            models.CheckConstraint(
                name="aid_request_paid_when_granted",
                condition=Q(paid_on=None, paid_to="")
                | Q(status="granted", paid_on__gte=F("decided_on"), paid_on__isnull=False),
                violation_error_message="Une aide est versée après avoir été accordée.",
            ),
            models.CheckConstraint(
                name="aid_request_answered_after_asking",
                condition=Q(decided_on=None) | Q(decided_on__gte=F("asked_on")),
                violation_error_message="La réponse vient après la demande.",
            ),
        ]

    def __str__(self):
        return f"{self.purpose}, {self.asked_on:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("workshops:aid_request", args=[self.pk])

    @property
    def to_whom(self) -> str:
        return str(self.organisation or self.asked_of)

    @property
    def tone(self) -> str:
        """The kind of its badge."""
        return {"granted": "ok", "refused": "alert", "asked": "info"}.get(self.status, "mute")


class ComplaintQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The director sees them all; of the team, each sees those that they wrote down."""
        if user.is_social_worker:
            return self.none()
        return self if user.is_director else self.filter(received_by=user)

    def open(self):
        return self.filter(answered_on=None)

    def latest_first(self):
        known = self.select_related("beneficiary", "received_by")
        return known.order_by("-received_on", "-pk")


class Complaint(RuledModel):
    """Somebody is not content with us: with what, said how, and what we answered."""

    class Channel(models.TextChoices):
        DESK = "desk", "À l’accueil"
        PHONE = "phone", "Par téléphone"
        LETTER = "letter", "Par courrier"
        EMAIL = "email", "Par courriel"
        PARTNER = "partner", "Par un partenaire"

    class About(models.TextChoices):
        WELCOME = "welcome", "L’accueil"
        DELAY = "delay", "L’attente ou les délais"
        SALE = "sale", "Une vente, un prix, un article"
        RIGHTS = "rights", "Un refus ou une fin de droits"
        WORKSHOP = "workshop", "Un atelier ou un accompagnement"
        DATA = "data", "Ses données personnelles"
        OTHER = "other", "Autre chose"

    class Outcome(models.TextChoices):
        FOUNDED = "founded", "Fondée"
        PARTLY = "partly", "Fondée en partie"
        UNFOUNDED = "unfounded", "Non fondée"
        NOT_OURS = "not_ours", "Ne dépend pas de nous"

    received_on = models.DateField("reçue le")
    channel = models.CharField("par quelle voie", max_length=20, choices=Channel)
    about = models.CharField("à propos de", max_length=20, choices=About)
    text = models.TextField("ce qui est dit")
    beneficiary = models.ForeignKey(
        Beneficiary,
        models.PROTECT,
        verbose_name="personne",
        null=True,
        blank=True,
        related_name="complaints",
    )
    from_whom = models.CharField("de la part de", max_length=100, blank=True)
    received_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="notée par", related_name="+"
    )
    answered_on = models.DateField("répondue le", null=True, blank=True)
    answer = models.TextField("réponse", blank=True)
    outcome = models.CharField("issue", max_length=20, choices=Outcome, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="répondue par", null=True, blank=True, related_name="+"
    )

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "réclamation", "réclamations"
        triggers = [of_a_standing_file("complaint")]
        constraints = [
            models.CheckConstraint(
                name="complaint_answered_as_told",
                condition=Q(answered_on=None, answer="", outcome="", answered_by=None)
                | (
                    Q(
                        answered_on__gte=F("received_on"),
                        answered_on__isnull=False,
                        answered_by__isnull=False,
                    )
                    & ~Q(answer="")
                    & ~Q(outcome="")
                ),
                violation_error_message="Une réponse dit son jour, ses mots et son issue.",
            ),
        ]

    def __str__(self):
        return f"Réclamation du {self.received_on:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("workshops:complaint", args=[self.pk])

    @property
    def who(self) -> str:
        return str(self.beneficiary or self.from_whom or "Anonyme")

    @property
    def due_on(self) -> date:
        """The last day of the answer, thirty days after it was received."""
        return self.received_on + timedelta(days=ANSWER_DAYS)
