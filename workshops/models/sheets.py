"""The signed sheet of a session, and the calendars that are given out."""

import secrets

from django.db import models
from django.db.models import Q

from accounts.models import Site, User
from pimms.kernel.rules import RuledModel

from .sessions import Workshop


class SheetQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.none() if user.is_social_worker else self

    def latest_first(self):
        return self.select_related("by").order_by("-at", "-pk")


class Sheet(RuledModel):
    """The sign-in sheet came back: scanned, or kept on paper in a place that is told."""

    class Kind(models.TextChoices):
        PDF = "application/pdf", "PDF"
        JPEG = "image/jpeg", "photo"
        PNG = "image/png", "image"

    workshop = models.ForeignKey(
        Workshop, models.PROTECT, verbose_name="atelier", related_name="sheets"
    )
    scan = models.FileField("feuille numérisée", upload_to="sheets/%Y/", blank=True)
    kind = models.CharField("format", max_length=20, choices=Kind, blank=True)
    kept_in = models.CharField("papier signé, rangé dans", max_length=100, blank=True)
    at = models.DateTimeField("reçue le")
    by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+")

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "feuille de présence", "feuilles de présence"
        constraints = [
            models.CheckConstraint(
                name="sheet_scanned_or_kept",
                condition=~Q(scan="", kept_in=""),
                violation_error_message="Joignez la feuille numérisée, ou dites où est le papier.",
            ),
            models.CheckConstraint(
                name="sheet_kind_of_its_scan",
                condition=Q(scan="", kind="")
                | (~Q(scan="") & Q(kind__in=["application/pdf", "image/jpeg", "image/png"])),
                violation_error_message="Une feuille est un PDF ou une photo (JPEG, PNG).",
            ),
        ]

    def __str__(self):
        return f"Feuille, {self.workshop}"


def _secret() -> str:
    return secrets.token_urlsafe(24)


class FeedQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.none() if user.is_social_worker else self

    def running(self):
        return self.filter(revoked_at=None).select_related("host", "site").order_by("-pk")


class Feed(RuledModel):
    """A calendar that a telephone subscribes to: of a host, of a site, or of the public."""

    token = models.CharField("clé secrète", max_length=40, default=_secret, editable=False)
    host = models.ForeignKey(
        User,
        models.PROTECT,
        verbose_name="animé par",
        null=True,
        blank=True,
        related_name="feeds",
    )
    site = models.ForeignKey(
        Site,
        models.PROTECT,
        verbose_name="point d’accueil",
        null=True,
        blank=True,
        related_name="feeds",
    )
    opened_at = models.DateTimeField("ouvert le")
    opened_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+")
    revoked_at = models.DateTimeField("fermé le", null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "calendrier partagé", "calendriers partagés"
        constraints = [
            models.UniqueConstraint(
                name="feed_token_unique",
                fields=["token"],
                violation_error_message="Cette clé est déjà celle d’un calendrier\u202f:"
                " recommencez.",
            ),
            models.CheckConstraint(
                name="feed_of_a_host_or_of_a_site",
                condition=Q(host=None) | Q(site=None),
                violation_error_message="Un calendrier est celui d’une personne, d’un lieu ou du"
                " public.",
            ),
        ]

    def __str__(self):
        return f"Ateliers, {self.host or self.site or 'tout public'}"

    @property
    def is_public(self) -> bool:
        return self.host_id is None and self.site_id is None

    def workshops(self):
        """What the calendar shows; the public's leaves out what is not announced."""
        if self.host_id:
            return Workshop.objects.filter(host=self.host_id)
        if self.site_id:
            return Workshop.objects.filter(site=self.site_id)
        return Workshop.objects.filter(is_public=True)
