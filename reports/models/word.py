"""A funder's own form, as a Word file whose variables the house fills."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from funding.models import Funder
from pimms.kernel.rules import RuledModel


class WordModelQuerySet(models.QuerySet):
    def in_use(self):
        return (
            self.filter(ended_on=None).select_related("funder", "added_by").order_by("name", "pk")
        )

    def for_funder(self, funder: Funder):
        """Those of that funder, and those that serve everybody."""
        return self.in_use().filter(Q(funder=funder) | Q(funder=None))


class WordModel(RuledModel):
    """A .docx with variables; replaced by another, which ends it."""

    MEGABYTES = 5

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("intitulé", max_length=120)
    funder = models.ForeignKey(
        Funder,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="word_models",
        verbose_name="financeur",
    )
    size = models.PositiveIntegerField("taille, en octets")
    file = models.FileField("fichier", upload_to="word-models/")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="ajouté par", related_name="+"
    )
    added_on = models.DateField("ajouté le")
    ended_on = models.DateField("retiré le", null=True, blank=True)

    objects = WordModelQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "modèle Word", "modèles Word"
        constraints = [
            models.UniqueConstraint(
                name="word_model_once_a_name",
                fields=["name"],
                condition=Q(ended_on=None),
                violation_error_message="Un modèle porte déjà ce nom\u202f: retirez-le d’abord.",
            ),
            models.CheckConstraint(
                name="word_model_size",
                condition=Q(size__gt=0) & Q(size__lte=5 * 1024 * 1024),
                violation_error_message="Un modèle pèse cinq mégaoctets au plus, sans être vide.",
            ),
            models.CheckConstraint(
                name="word_model_ends_after_it_began",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("added_on")),
                violation_error_message="Un modèle se retire après avoir été ajouté.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("reports:word_model", args=[self.key])
