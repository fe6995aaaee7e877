"""Figures lent to a partner by a link that ends."""

import secrets

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from partners.models import Organisation
from pimms.kernel.rules import RuledModel


def _secret() -> str:
    return secrets.token_urlsafe(24)


class ShareQuerySet(models.QuerySet):
    def open(self, at):
        """Those that still show something at that instant."""
        return self.filter(revoked_at=None, expires_at__gt=at)

    def latest_first(self):
        return self.select_related("organisation", "shared_by").order_by("-pk")


class Share(RuledModel):
    """Whoever has the link sees the figures of the year, small counts hidden, until it ends."""

    class Part(models.TextChoices):
        PEOPLE = "people", "Qui a été aidé"
        TERRITORY = "territory", "D’où viennent les personnes"
        REFERRALS = "referrals", "Qui les a orientées"
        ACCESS = "access", "Recharges, équipement et économies"
        WORKSHOPS = "workshops", "Ateliers"
        SUPPORT = "support", "Accompagnements individuels"
        RECEPTION = "reception", "Accueil, permanences et rendez-vous"
        PATH = "path", "Entrées et sorties du programme"

    token = models.CharField("clé secrète", max_length=40, default=_secret, editable=False)
    year = models.PositiveSmallIntegerField("année")
    parts = ArrayField(models.CharField(max_length=10, choices=Part), verbose_name="parties")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="organisme",
        null=True,
        blank=True,
        related_name="+",
    )
    reader = models.CharField("pour qui", max_length=100, blank=True)
    shared_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+")
    shared_at = models.DateTimeField("ouvert le")
    expires_at = models.DateTimeField("jusqu’au")
    revoked_at = models.DateTimeField("fermé le", null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "chiffres partagés", "chiffres partagés"
        constraints = [
            models.UniqueConstraint(
                name="share_token_unique",
                fields=["token"],
                violation_error_message="Cette clé est déjà donnée\u202f: recommencez.",
            ),
            models.CheckConstraint(
                name="share_ends_after_it_began",
                condition=Q(expires_at__gt=F("shared_at")),
                violation_error_message="Un lien finit après avoir commencé.",
            ),
            models.CheckConstraint(
                name="share_of_some_parts",
                condition=Q(parts__len__gt=0),
                violation_error_message="Choisissez au moins une partie.",
            ),
            models.CheckConstraint(
                name="share_says_for_whom",
                condition=Q(organisation=None) & Q(reader__regex=r"\w")
                | Q(organisation__isnull=False, reader=""),
                violation_error_message="Dites pour qui\u202f: un organisme, ou quelqu’un d’autre.",
            ),
        ]

    def __str__(self):
        return f"{self.year}, pour {self.whom}"

    @property
    def whom(self) -> str:
        return str(self.organisation or self.reader)

    def is_open(self, at) -> bool:
        return self.revoked_at is None and at < self.expires_at
