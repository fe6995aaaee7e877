"""A desk register on its way in, and the rows of registers that came in already."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User


class RegisterUpload(models.Model):
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


class RegisterRow(models.Model):
    """The fingerprint of a row that came in, so that the same file twice adds nothing."""

    digest = models.UUIDField("empreinte", primary_key=True)
    sheet = models.CharField("feuille", max_length=20)

    class Meta:
        verbose_name, verbose_name_plural = "ligne de registre", "lignes de registre"

    def __str__(self):
        return f"{self.sheet} {self.digest}"
