"""Who might be the same person twice, and what was done when they were."""

from datetime import date, timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User
from pimms.kernel.rules import RuledModel

from .people import Beneficiary

UNDO_DAYS = 30


class PossibleDuplicateQuerySet(models.QuerySet):
    def undecided(self):
        """Neither told apart nor made one."""
        return self.filter(dismissed_on=None, first__merged_into=None, second__merged_into=None)

    def newest_first(self):
        """The pairs found last, both people of each at hand."""
        return self.select_related("first", "second").order_by("-pk")

    def of(self, person):
        """The pairs that the person is one of, both of them at hand."""
        pairs = self.filter(Q(first=person) | Q(second=person)).order_by("pk")
        return pairs.select_related("first", "second")


class PossibleDuplicate(RuledModel):
    """Two people who may be one: for a counsellor to look at, never merged by itself."""

    first = models.ForeignKey(Beneficiary, models.PROTECT, related_name="+")
    second = models.ForeignKey(Beneficiary, models.PROTECT, related_name="+")
    found_on = models.DateField("repéré le")
    dismissed_on = models.DateField("écarté le", null=True, blank=True)

    objects = PossibleDuplicateQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "doublon possible", "doublons possibles"
        constraints = [
            models.UniqueConstraint(
                name="possible_duplicate_pair_once",
                fields=["first", "second"],
                violation_error_message="Cette paire est déjà signalée.",
            ),
            models.CheckConstraint(
                name="possible_duplicate_in_order",
                condition=Q(first__lt=F("second")),
                violation_error_message="Une paire nomme deux personnes, la plus ancienne d’abord.",
            ),
        ]

    def __str__(self):
        return f"{self.first}\u202f? {self.second}"

    def get_absolute_url(self):
        return reverse("beneficiaries:merge", args=[self.pk])


class MergeQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(undone_on=None)

    def newest_first(self):
        return self.select_related("survivor", "absorbed", "merged_by").order_by("-pk")


class Merge(RuledModel):
    """Two files were found to be one person's: what was chosen and what moved, so that it can be
    undone for thirty days.

    `before` and `after` are what the survivor's fields were and became; `absorbed_before` what of
    the other file was put out; `moved` the rows that changed hands, by table and column; `aside`
    the rows that both files had and that count once only; `absorbed_enrolments` and `pairs` what
    was marked and made.
    """

    survivor = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="dossier gardé", related_name="merges"
    )
    absorbed = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="dossier réuni", related_name="+"
    )
    merged_on = models.DateField("réunis le")
    merged_by = models.ForeignKey(User, models.PROTECT, verbose_name="réunis par", related_name="+")
    choices = models.JSONField("choix", default=dict)
    before = models.JSONField("avant", default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField("après", default=dict, encoder=DjangoJSONEncoder)
    absorbed_before = models.JSONField(
        "de l’autre dossier", default=dict, encoder=DjangoJSONEncoder
    )
    moved = models.JSONField("déplacé", default=dict)
    aside = models.JSONField("mis de côté", default=list)
    absorbed_enrolments = models.JSONField("inscriptions comptées avec une autre", default=list)
    pairs = models.JSONField("paires signalées", default=list)
    undone_on = models.DateField("séparés à nouveau le", null=True, blank=True)
    undone_by = models.ForeignKey(
        User,
        models.PROTECT,
        verbose_name="séparés par",
        null=True,
        blank=True,
        related_name="+",
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "réunion de dossiers", "réunions de dossiers"
        constraints = [
            models.UniqueConstraint(
                name="merge_of_a_file_once",
                fields=["absorbed"],
                condition=Q(undone_on=None),
                violation_error_message="Ce dossier est déjà réuni avec un autre.",
            ),
            models.CheckConstraint(
                name="merge_of_two_files",
                condition=~Q(survivor=F("absorbed")),
                violation_error_message="Une réunion porte sur deux dossiers.",
            ),
            models.CheckConstraint(
                name="merge_undone_afterwards",
                condition=Q(undone_on=None, undone_by=None)
                | Q(
                    undone_on__isnull=False,
                    undone_by__isnull=False,
                    undone_on__gte=F("merged_on"),
                ),
                violation_error_message="Une réunion est défaite après avoir été faite, par"
                " quelqu’un.",
            ),
        ]

    def __str__(self):
        return f"{self.absorbed} avec {self.survivor}"

    @property
    def undone_until(self) -> date:
        """The last day on which it can be undone."""
        return self.merged_on + timedelta(days=UNDO_DAYS)
