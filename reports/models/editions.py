"""A report at a moment of its life, and what each night found of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from pimms.kernel.triggers import append_only
from reports.fingerprints import Fingerprint
from reports.triggers import frozen_edition_never_changes


class EditionQuerySet(models.QuerySet):
    def of(self, year: int):
        return self.filter(year=year).order_by("-version")

    def frozen(self):
        return self.filter(status=Edition.Status.FROZEN)

    def in_hand(self):
        """The ones that are still written, at most one a year."""
        return self.exclude(status=Edition.Status.FROZEN)

    def that_count(self):
        """The last frozen one of each year."""
        return self.frozen().order_by("year", "-version").distinct("year")


class Edition(models.Model):
    """A yearly report: written, read over, then frozen with its figures and never changed.

    What is wrong in a frozen one is put right by the next version, which says what differs.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Brouillon"
        REVIEWED = "reviewed", "Relu"
        FROZEN = "frozen", "Arrêté"

    year = models.PositiveSmallIntegerField("année")
    version = models.PositiveSmallIntegerField("version")
    status = models.CharField("état", max_length=10, choices=Status, default=Status.DRAFT)
    texts = models.JSONField("textes, par section", default=dict, blank=True)
    left_out = ArrayField(
        models.CharField(max_length=20),
        verbose_name="parties laissées de côté",
        default=list,
        blank=True,
    )
    reason = models.CharField("pourquoi une nouvelle version", max_length=300, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="ouvert par", related_name="+"
    )
    opened_on = models.DateField("ouvert le")
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="relu par",
        null=True,
        blank=True,
        related_name="+",
    )
    reviewed_on = models.DateField("relu le", null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="arrêté par",
        null=True,
        blank=True,
        related_name="+",
    )
    frozen_on = models.DateField("arrêté le", null=True, blank=True)
    content = models.TextField("chiffres, définitions et textes arrêtés", blank=True)
    fingerprint = models.CharField("empreinte SHA-256", max_length=64, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "édition d’un bilan", "éditions des bilans"
        constraints = [
            models.UniqueConstraint(
                name="edition_version_once_a_year",
                fields=["year", "version"],
                violation_error_message="Cette version du bilan existe déjà.",
            ),
            models.UniqueConstraint(
                name="edition_one_in_hand_a_year",
                fields=["year"],
                condition=~Q(status="frozen"),
                violation_error_message="Un bilan de cette année est déjà en cours.",
            ),
            models.CheckConstraint(
                name="edition_review_is_signed",
                condition=Q(status="draft", reviewed_by=None, reviewed_on=None)
                | ~Q(status="draft") & Q(reviewed_by__isnull=False, reviewed_on__isnull=False),
                violation_error_message="Une relecture est signée et datée.",
            ),
            models.CheckConstraint(
                name="edition_frozen_with_everything",
                condition=Q(status="frozen", frozen_by__isnull=False, frozen_on__isnull=False)
                & ~Q(content="")
                | ~Q(status="frozen") & Q(frozen_by=None, frozen_on=None, content=""),
                violation_error_message="Un bilan arrêté garde ses chiffres, sa date et sa"
                " signature.",
            ),
            models.CheckConstraint(
                name="edition_fingerprint_is_of_the_content",
                condition=Q(content="", fingerprint="")
                | ~Q(content="") & Q(fingerprint=Fingerprint("content")),
                violation_error_message="L’empreinte n’est pas celle du bilan arrêté.",
            ),
            models.CheckConstraint(
                name="edition_later_version_has_a_reason",
                condition=Q(version=1) | Q(version__gt=1) & ~Q(reason=""),
                violation_error_message="Dites pourquoi le bilan est corrigé.",
            ),
        ]
        triggers = [frozen_edition_never_changes]

    def __str__(self):
        return f"Bilan {self.year}, version {self.version}"

    @property
    def is_frozen(self) -> bool:
        return self.status == self.Status.FROZEN

    def get_absolute_url(self):
        return reverse("reports:edition", args=[self.pk])


class Comparison(models.Model):
    """One night's look: the figures, the lists behind them and the frozen report side by side.

    `differences` has, for each path that does not agree, what each of the three says.
    """

    year = models.PositiveSmallIntegerField("année")
    edition = models.ForeignKey(
        Edition,
        models.PROTECT,
        verbose_name="bilan arrêté",
        null=True,
        blank=True,
        related_name="comparisons",
    )
    compared_at = models.DateTimeField("comparé le")
    figures = models.PositiveIntegerField("chiffres comparés")
    differences = models.JSONField("écarts", default=list)

    class Meta:
        verbose_name, verbose_name_plural = "comparaison", "comparaisons"
        indexes = [models.Index(name="comparison_latest", fields=["year", "-compared_at"])]
        triggers = append_only("comparison")

    def __str__(self):
        return f"{self.year}, {self.compared_at:%d/%m/%Y}"
