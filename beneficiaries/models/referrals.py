"""A social worker of a partner asks that somebody be helped."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from partners.models import Organisation
from pimms.kernel import discretion
from pimms.kernel.models import Commune

from .people import Beneficiary


class ReferralQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see every referral; a social worker those of their organisations."""
        if user.is_social_worker:
            return self.filter(organisation__in=Organisation.objects.of(user))
        return self

    def pending(self):
        return self.filter(status__in=Referral.OPEN)

    def closed(self):
        return self.exclude(status__in=Referral.OPEN)

    def not_refused(self):
        return self.exclude(status=Referral.Status.REFUSED)

    def oldest_first(self):
        return self.select_related("organisation").order_by("received_on", "pk")

    def newest_first(self):
        return self.select_related("organisation").order_by("-received_on", "-pk")


class Referral(models.Model):
    """The words of the referrer stand as they were sent; the person is tied to a file by staff."""

    class Status(models.TextChoices):
        SENT = "sent", "À examiner"
        ASKED = "asked", "Question posée"
        ACCEPTED = "accepted", "Acceptée"
        REFUSED = "refused", "Refusée"

    OPEN = (Status.SENT, Status.ASKED)

    class Need(models.TextChoices):
        CONNECTION = "connection", "Se connecter\u202f: téléphone, internet"
        EQUIPMENT = "equipment", "S’équiper\u202f: téléphone, ordinateur"
        SUPPORT = "support", "Être accompagné"
        WORKSHOP = "workshop", "Participer à des ateliers"
        OPERATOR_DEBT = "operator_debt", "Régler une dette chez un opérateur"

    class Refusal(models.TextChoices):
        UNREACHABLE = "unreachable", "Personne non joignable"
        ABSENT = "absent", "Ne s’est pas présentée au rendez-vous"
        NOT_ELIGIBLE = "not_eligible", "Ne remplit pas les conditions"
        NOT_INTERESTED = "not_interested", "N’est pas intéressée"
        DUPLICATE = "duplicate", "Orientation en double"
        OTHER = "other", "Autre motif"

    key = models.UUIDField("clé de l’envoi", default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisme", related_name="referrals"
    )
    beneficiary = models.ForeignKey(
        Beneficiary,
        models.PROTECT,
        verbose_name="personne",
        null=True,
        blank=True,
        related_name="referrals",
    )
    last_name = models.CharField("nom", max_length=100)
    first_name = models.CharField("prénom", max_length=100, blank=True)
    born_on = models.DateField("date de naissance")
    phone = models.CharField("téléphone", max_length=16, blank=True)
    commune = models.ForeignKey(
        Commune, models.PROTECT, verbose_name="commune", null=True, blank=True, related_name="+"
    )
    needs = ArrayField(
        models.CharField(max_length=20, choices=Need), verbose_name="besoins", default=list
    )
    situation = models.CharField("situation", max_length=600, blank=True)
    person_informed = models.BooleanField("la personne est informée et d’accord", default=False)
    referrer_name = models.CharField("travailleur social référent", max_length=100, blank=True)
    sent_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="envoyée par", null=True, blank=True, related_name="+"
    )
    received_on = models.DateField("reçue le")
    status = models.CharField("état", max_length=20, choices=Status, default=Status.SENT)
    decided_on = models.DateField("décidée le", null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="décidée par", null=True, blank=True, related_name="+"
    )
    refusal = models.CharField("motif du refus", max_length=20, choices=Refusal, blank=True)
    answer = models.CharField("réponse au référent", max_length=600, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "orientation", "orientations"
        indexes = [
            models.Index(name="referral_by_age", fields=["status", "received_on"]),
            models.Index(name="referral_by_day", fields=["received_on", "organisation"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="referral_sent_once",
                fields=["key"],
                violation_error_message="Cette orientation est déjà envoyée.",
            ),
            models.UniqueConstraint(
                name="referral_one_a_day_and_person",
                fields=["organisation", "beneficiary", "received_on"],
                violation_error_message="Cet organisme a déjà orienté cette personne ce jour-là.",
            ),
            models.CheckConstraint(
                name="referral_decided_iff_closed",
                condition=Q(status__in=["sent", "asked"], decided_on=None)
                | (~Q(status__in=["sent", "asked"]) & Q(decided_on__isnull=False)),
                violation_error_message="Une décision porte une date.",
            ),
            models.CheckConstraint(
                name="referral_refused_with_a_reason",
                condition=Q(status="refused") & ~Q(refusal="")
                | ~Q(status="refused") & Q(refusal=""),
                violation_error_message="Un refus dit son motif.",
            ),
            models.CheckConstraint(
                name="referral_accepted_for_somebody",
                condition=~Q(status="accepted") | Q(beneficiary__isnull=False),
                violation_error_message="Une orientation acceptée désigne un dossier.",
            ),
        ]

    def __str__(self):
        return discretion.named(self.last_name, self.first_name)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for our answer."""
        return self.status in self.OPEN

    @property
    def needs_in_words(self) -> str:
        return ", ".join(Referral.Need(need).label for need in self.needs)

    def get_absolute_url(self):
        return reverse("beneficiaries:referral", args=[self.pk])
