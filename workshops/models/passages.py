"""The register of the desk: who came in passing, and what for; counted, never edited."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import Site, User
from beneficiaries.models import Beneficiary
from beneficiaries.triggers import of_a_standing_file, seen
from pimms.kernel.rules import RuledModel
from workshops.demands import Demand, in_words
from workshops.triggers_desk import register_of_passages


class PassageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see the register; nobody else does."""
        return self.none() if user.is_social_worker else self

    def standing(self):
        """What counts: neither counter-entries nor what one of them took back."""
        taken_back = self.model.objects.filter(reverses=OuterRef("pk"))
        return self.filter(~Exists(taken_back), reverses=None)

    def within(self, period):
        return self.filter(day__gte=period.lower, day__lt=period.upper)

    def latest_first(self):
        return self.select_related("beneficiary", "by").order_by("-at", "-pk")


class Passage(RuledModel):
    """Somebody came to the desk for one or several things (`demandes`); or a counter-entry."""

    key = models.UUIDField("clé de l’envoi", default=uuid.uuid4, editable=False)
    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name="point d’accueil", related_name="passages"
    )
    day = models.DateField("jour")
    at = models.DateTimeField("instant")
    demands = ArrayField(
        models.CharField(max_length=20, choices=Demand),
        verbose_name="demandes",
        default=list,
        blank=True,
    )
    beneficiary = models.ForeignKey(
        Beneficiary,
        models.PROTECT,
        verbose_name="personne",
        null=True,
        blank=True,
        related_name="passages",
    )
    by = models.ForeignKey(User, models.PROTECT, verbose_name="noté par", related_name="+")
    reverses = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="reprend",
        null=True,
        blank=True,
        related_name="reversals",
    )
    reason = models.CharField("motif de la reprise", max_length=150, blank=True)

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "passage", "passages"
        triggers = [
            *register_of_passages,
            of_a_standing_file("passage"),
            *seen(
                "passage",
                "SELECT beneficiary_id AS person, day FROM fresh WHERE reverses_id IS NULL",
            ),
        ]
        indexes = [
            models.Index(name="passage_by_day", fields=["day", "site"]),
            GinIndex(name="passage_by_demand", fields=["demands"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="passage_noted_once",
                fields=["key"],
                violation_error_message="Ce passage est déjà noté.",
            ),
            models.UniqueConstraint(
                name="passage_taken_back_once",
                fields=["reverses"],
                violation_error_message="Ce passage est déjà repris.",
            ),
            models.CheckConstraint(
                name="passage_with_its_demands",
                condition=Q(
                    reverses=None,
                    reason="",
                    demands__len__gt=0,
                    demands__contained_by=Demand.values,
                )
                | (Q(reverses__isnull=False, demands__len=0) & ~Q(reason="")),
                violation_error_message="Un passage a au moins une demande de la liste\u202f; une"
                " reprise dit son motif.",
            ),
        ]

    def __str__(self):
        return f"Passage du {self.day:%d/%m/%Y}"

    @property
    def demand_names(self) -> str:
        return in_words(self.demands)
