"""Who is eligible and waits for a place, in the published order."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from pimms.kernel.rules import RuledModel

from .eligibility import Assessment
from .people import Beneficiary


class WaitingQuerySet(models.QuerySet):
    def open(self):
        return self.filter(left_on=None, beneficiary__merged_into=None)

    def in_order(self):
        """The published order: most points, then the longest wait."""
        return self.order_by("-points", "since", "pk")

    def ahead_of(self, waiting):
        """Those still waiting who come before in the published order."""
        return self.open().filter(
            Q(points__gt=waiting.points)
            | Q(points=waiting.points, since__lt=waiting.since)
            | Q(points=waiting.points, since=waiting.since, pk__lt=waiting.pk)
        )


class Waiting(RuledModel):
    """Somebody eligible waits for a place, from a day until they are enrolled or leave."""

    class Left(models.TextChoices):
        ENROLLED = "enrolled", "Inscrite"
        GAVE_UP = "gave_up", "A renoncé"
        UNREACHABLE = "unreachable", "Personne non joignable"
        NO_LONGER = "no_longer", "Ne remplit plus les conditions"
        OTHER = "other", "Autre motif"

    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="personne", related_name="waits"
    )
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, verbose_name="examen des droits", related_name="waits"
    )
    since = models.DateField("depuis le")
    points = models.PositiveSmallIntegerField("points")
    grounds = ArrayField(
        models.CharField(max_length=80), verbose_name="pourquoi", default=list, blank=True
    )
    offered_on = models.DateField("place proposée le", null=True, blank=True)
    left_on = models.DateField("sortie le", null=True, blank=True)
    left_for = models.CharField("motif de sortie", max_length=20, choices=Left, blank=True)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "attente", "liste d’attente"
        indexes = [
            models.Index(
                F("points").desc(),
                "since",
                "id",
                name="waiting_in_order",
                condition=Q(left_on=None),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="waiting_once_at_a_time",
                fields=["beneficiary"],
                condition=Q(left_on=None),
                violation_error_message="Cette personne est déjà sur la liste d’attente.",
            ),
            models.CheckConstraint(
                name="waiting_left_for_a_reason",
                condition=Q(left_on=None, left_for="") | Q(left_on__isnull=False) & ~Q(left_for=""),
                violation_error_message="Une sortie de la liste porte une date et un motif.",
            ),
            models.CheckConstraint(
                name="waiting_in_time",
                condition=(Q(offered_on=None) | Q(offered_on__gte=F("since")))
                & (Q(left_on=None) | Q(left_on__gte=F("since"))),
                violation_error_message="Une attente commence avant qu’une place soit proposée ou"
                " qu’elle finisse.",
            ),
        ]

    def __str__(self):
        return f"{self.beneficiary}, depuis le {self.since:%d/%m/%Y}"
