"""A report at a moment of its life, and what each night found of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from funding.models import Grant
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only
from reports.fingerprints import Fingerprint
from reports.triggers import frozen_edition_never_changes


class _EditionQuerySet(models.QuerySet):
    def frozen(self):
        return self.filter(status=_Edition.Status.FROZEN)

    def in_hand(self):
        """The ones that are still written, at most one a year or a grant."""
        return self.exclude(status=_Edition.Status.FROZEN)

    def of(self, subject):
        """The versions of a year or of a grant, the last one first."""
        return self.filter(**{self.model.about: subject}).order_by("-version")

    def last_or_new(self, subject):
        """The last version, or the one that somebody may open."""
        last = self.of(subject).select_related("frozen_by").first()
        return last or self.model(**{self.model.about: subject})

    def signed(self):
        """With whoever opened, read over and froze them, and what they are about."""
        return self.select_related("opened_by", "reviewed_by", "frozen_by", *self.model.related)


class EditionQuerySet(_EditionQuerySet):
    def of_the_year_before(self, edition):
        return self.filter(year=edition.year - 1).order_by("-version")

    def public(self):
        """Those that the director put on the public page: one a year."""
        standing = Q(publications__isnull=False, publications__ended_on=None)
        return self.filter(standing).order_by("year", "-version").distinct("year")


class GrantEditionQuerySet(_EditionQuerySet):
    def of_the_year_before(self, edition):
        """Those to the same funder."""
        grants = {"grant__funder": edition.grant.funder_id, "grant__year": edition.year - 1}
        return self.filter(**grants).order_by("-version", "-pk")


class _Edition(RuledModel):
    """A report: written, read over, then frozen with its figures and never changed.

    What is wrong in a frozen one is put right by the next version, which says what differs.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Brouillon"
        REVIEWED = "reviewed", "Relu"
        FROZEN = "frozen", "Arrêté"

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

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_review_is_signed",
                condition=Q(status="draft", reviewed_by=None, reviewed_on=None)
                | ~Q(status="draft") & Q(reviewed_by__isnull=False, reviewed_on__isnull=False),
                violation_error_message="Une relecture est signée et datée.",
            ),
            models.CheckConstraint(
                name="%(class)s_frozen_with_everything",
                condition=Q(status="frozen", frozen_by__isnull=False, frozen_on__isnull=False)
                & ~Q(content="")
                | ~Q(status="frozen") & Q(frozen_by=None, frozen_on=None, content=""),
                violation_error_message="Un bilan arrêté garde ses chiffres, sa date et sa"
                " signature.",
            ),
            models.CheckConstraint(
                name="%(class)s_fingerprint_is_of_the_content",
                condition=Q(content="", fingerprint="")
                | ~Q(content="") & Q(fingerprint=Fingerprint("content")),
                violation_error_message="L’empreinte n’est pas celle du bilan arrêté.",
            ),
            models.CheckConstraint(
                name="%(class)s_later_version_has_a_reason",
                condition=Q(version=1) | Q(version__gt=1) & ~Q(reason=""),
                violation_error_message="Dites pourquoi le bilan est corrigé.",
            ),
        ]

    # The field that names what it is a version of, and what its name is read with.
    about: str
    related: tuple[str, ...] = ()

    @property
    def subject(self):
        return getattr(self, self.about)

    @property
    def is_frozen(self) -> bool:
        return self.status == self.Status.FROZEN


class Edition(_Edition):
    """The report of a year, to the CCAS."""

    about = "year"
    year = models.PositiveSmallIntegerField("année")

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
            *_Edition.Meta.constraints,
        ]
        triggers = [frozen_edition_never_changes]

    def __str__(self):
        return f"Bilan {self.year}, version {self.version}"

    def get_absolute_url(self):
        return reverse("reports:edition", args=[self.pk])


class GrantEdition(_Edition):
    """The financial report of a grant, to whoever gave it. Structure: Cerfa 15059*02."""

    class Scope(models.TextChoices):
        PROGRAMME = "programme", "tout le programme"
        GRANT = "grant", "ce que cette subvention paie"

    about, related = "grant", ("grant__funder",)
    grant = models.ForeignKey(
        Grant, models.PROTECT, related_name="editions", verbose_name="subvention"
    )
    scope = models.CharField(
        "le tableau porte sur", max_length=10, choices=Scope, default=Scope.PROGRAMME
    )

    objects = GrantEditionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "compte rendu financier", "comptes rendus financiers"
        constraints = [
            models.UniqueConstraint(
                name="grantedition_version_once_a_grant",
                fields=["grant", "version"],
                violation_error_message="Cette version du compte rendu existe déjà.",
            ),
            models.UniqueConstraint(
                name="grantedition_one_in_hand_a_grant",
                fields=["grant"],
                condition=~Q(status="frozen"),
                violation_error_message="Un compte rendu de cette subvention est déjà en cours.",
            ),
            models.CheckConstraint(
                name="grantedition_scope_known",
                condition=Q(scope__in=["programme", "grant"]),
                violation_error_message="Le tableau porte sur le programme ou sur la subvention.",
            ),
            *_Edition.Meta.constraints,
        ]
        triggers = [frozen_edition_never_changes]

    def __str__(self):
        return f"Compte rendu, {self.grant}, version {self.version}"

    @property
    def year(self) -> int:
        return self.grant.year

    def get_absolute_url(self):
        return reverse("reports:grant_edition", args=[self.pk])


class Comparison(RuledModel):
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
