"""Desk registers on their way in, the rows that came in already, and lists on their way out."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from accounts.models import User
from pimms.kernel.rules import RuledModel


class RegisterUpload(RuledModel):
    """A register that the director sent by the page: tried first, then brought in."""

    class Status(models.TextChoices):
        WAITING = "waiting", "En attente"
        TRYING = "trying", "Lecture en cours"
        TRIED = "tried", "À confirmer"
        IMPORTING = "importing", "Import en cours"
        IMPORTED = "imported", "Importé"
        FAILED = "failed", "Impossible"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("fichier", max_length=200)
    file = models.FileField("contenu", upload_to="registers/")
    rejects = models.FileField("lignes refusées", upload_to="registers/", blank=True)
    uploaded_at = models.DateTimeField("envoyé le", auto_now_add=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    status = models.CharField("état", max_length=20, choices=Status, default=Status.WAITING)
    progressed_at = models.DateTimeField("dernier signe de vie", null=True, blank=True)
    done = models.PositiveIntegerField("lignes traitées", default=0)
    total = models.PositiveIntegerField("lignes en tout", default=0)
    outcome = models.JSONField("résultat", default=dict)
    failure = models.CharField("ce qui empêche", max_length=500, blank=True)
    puts_on_sale = models.BooleanField(
        "articles des années passées en vente aujourd’hui", default=False, db_default=False
    )

    class Meta:
        verbose_name, verbose_name_plural = "registre envoyé", "registres envoyés"
        constraints = [
            models.CheckConstraint(
                name="register_upload_failed_says_why",
                condition=~Q(status="failed") | ~Q(failure=""),
                violation_error_message="Un échec dit ce qui empêche.",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("register:upload", args=[self.key])

    @property
    def is_running(self) -> bool:
        return self.status in (self.Status.WAITING, self.Status.TRYING, self.Status.IMPORTING)


class RegisterLineQuerySet(models.QuerySet):
    def refused(self):
        """The rows that did not come in and were not mended since."""
        return self.filter(is_refused=True, mended_at=None)

    def warned(self):
        return self.filter(is_refused=False)

    def by_kind(self):
        """[{kind, count}] of the reasons, the most frequent first."""
        return self.values("kind").annotate(count=Count("pk")).order_by("-count", "kind")


class RegisterLine(RuledModel):
    """A row of a register of which something is to be said: refused, or taken with a warning.

    Its cells are gone once it is mended and in.
    """

    upload = models.ForeignKey(
        RegisterUpload, models.CASCADE, verbose_name="registre envoyé", related_name="lines"
    )
    sheet = models.CharField("feuille", max_length=20)
    line = models.PositiveIntegerField("ligne")
    cells = ArrayField(models.TextField(), verbose_name="cases", default=list, blank=True)
    is_refused = models.BooleanField("refusée")
    kind = models.CharField("motif", max_length=80)
    sentence = models.TextField("motif, en une phrase")
    mended_at = models.DateTimeField("corrigée le", null=True, blank=True)
    content = models.UUIDField("empreinte de ce qui est entré", null=True, blank=True)

    objects = RegisterLineQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "ligne à revoir", "lignes à revoir"
        indexes = [
            models.Index(name="register_line_of_a_kind", fields=["upload", "is_refused", "kind"])
        ]
        constraints = [
            models.CheckConstraint(
                name="register_line_mended_keeps_no_cells",
                condition=Q(mended_at=None, content=None)
                | Q(mended_at__isnull=False, content__isnull=False, is_refused=True, cells=[]),
                violation_error_message="Une ligne corrigée est entrée\u202f: rien n’en est gardé"
                " ici.",
            )
        ]

    def __str__(self):
        return f"{self.sheet}, ligne {self.line}"

    def get_absolute_url(self):
        return reverse("register:mend", args=[self.upload.key, self.pk])


class RegisterRow(RuledModel):
    """The fingerprint of a row that came in, so that the same file twice adds nothing."""

    digest = models.UUIDField("empreinte", primary_key=True)
    sheet = models.CharField("feuille", max_length=20)

    class Meta:
        verbose_name, verbose_name_plural = "ligne de registre", "lignes de registre"

    def __str__(self):
        return f"{self.sheet} {self.digest}"


class ExportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A file is for whoever asked for it, and for nobody else."""
        return self.filter(asked_by=user)

    def latest_first(self):
        return self.order_by("-asked_at", "-pk")


class Export(RuledModel):
    """A list that somebody takes along: what was asked, how far it is, and its file for a day."""

    class Ending(models.TextChoices):
        XLSX = "xlsx", "Classeur (.xlsx)"
        CSV = "csv", "Texte (.csv)"

    class Status(models.TextChoices):
        WAITING = "waiting", "En attente"
        WRITING = "writing", "En cours d’écriture"
        READY = "ready", "Prêt"
        CANCELLED = "cancelled", "Arrêté"
        FAILED = "failed", "Impossible"

    RUNNING = (Status.WAITING, Status.WRITING)

    key = models.UUIDField("clé de l’envoi", default=uuid.uuid4, unique=True, editable=False)
    listing = models.CharField("liste", max_length=40)
    query = models.CharField("choix, comme dans l’adresse", max_length=500, blank=True)
    ending = models.CharField("format", max_length=4, choices=Ending, default=Ending.XLSX)
    named = models.BooleanField("avec les noms", default=False)
    reason = models.CharField("motif", max_length=200, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name="demandé par", related_name="+")
    asked_at = models.DateTimeField("demandé le")
    status = models.CharField("état", max_length=10, choices=Status, default=Status.WAITING)
    done = models.PositiveIntegerField("lignes écrites", default=0)
    total = models.PositiveIntegerField("lignes en tout", default=0)
    progressed_at = models.DateTimeField("dernier signe de vie", null=True, blank=True)
    file = models.FileField("fichier", upload_to="exports/", blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "export", "exports"
        indexes = [models.Index(name="export_of_somebody", fields=["asked_by", "-asked_at"])]
        constraints = [
            models.CheckConstraint(
                name="export_names_leave_for_a_reason",
                condition=Q(named=False) | Q(reason__regex=r"\w"),
                violation_error_message="Dites pourquoi les noms sortent.",
            ),
            models.CheckConstraint(
                name="export_ready_with_its_file",
                condition=Q(status="ready") & ~Q(file="") | ~Q(status="ready") & Q(file=""),
                violation_error_message="Un export prêt a son fichier, et lui seul.",
            ),
        ]

    def __str__(self):
        return f"Export «\u202f{self.listing}\u202f»"

    def get_absolute_url(self):
        return reverse("exports:export", args=[self.key])

    @property
    def is_running(self) -> bool:
        return self.status in self.RUNNING
