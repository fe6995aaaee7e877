"""A quarter's assessments, some of them drawn by lot and read again by a colleague."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User
from beneficiaries.triggers_eligibility import REVIEW_NAMES_THE_AUTHOR
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only

from .eligibility import Assessment


class ReviewSample(RuledModel):
    """One draw: from the seed, anybody finds the same assessments again."""

    quarter = models.DateField("trimestre", help_text="Son premier jour.")
    percent = models.PositiveSmallIntegerField("part tirée, en %")
    seed = models.PositiveIntegerField("graine du tirage")
    among = models.PositiveIntegerField("examens du trimestre")
    drawn_on = models.DateField("tiré le")
    drawn_by = models.ForeignKey(User, models.PROTECT, verbose_name="tiré par", related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "tirage", "tirages"
        constraints = [
            models.UniqueConstraint(
                name="review_sample_once_a_quarter",
                fields=["quarter"],
                violation_error_message="Le tirage de ce trimestre est déjà fait.",
            ),
            models.CheckConstraint(
                name="review_sample_begins_a_quarter",
                condition=Q(quarter__day=1, quarter__month__in=[1, 4, 7, 10]),
                violation_error_message="Un trimestre commence en janvier, avril, juillet ou"
                " octobre.",
            ),
        ]
        triggers = append_only("review_sample")

    def __str__(self):
        nth = "1er" if self.quarter.month == 1 else f"{(self.quarter.month + 2) // 3}e"
        return f"{nth} trimestre {self.quarter.year}"


class ReviewQuerySet(models.QuerySet):
    def to_read(self):
        return self.filter(outcome="")

    def with_their_words(self):
        return self.select_related(
            "sample", "assessment__beneficiary", "assessment__version", "author", "reviewer"
        )


class Review(RuledModel):
    """An assessment read again by somebody who did not write it."""

    class Outcome(models.TextChoices):
        COMPLIANT = "compliant", "Conforme"
        TO_COMPLETE = "to_complete", "À compléter"
        DISAGREEMENT = "disagreement", "Désaccord"

    sample = models.ForeignKey(ReviewSample, models.PROTECT, related_name="reviews")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="reviews")
    author = models.ForeignKey(User, models.PROTECT, verbose_name="auteur", related_name="+")
    reviewer = models.ForeignKey(User, models.PROTECT, verbose_name="relu par", related_name="+")
    outcome = models.CharField("avis", max_length=20, choices=Outcome, blank=True)
    note = models.CharField("note", max_length=600, blank=True)
    reviewed_on = models.DateField("relu le", null=True, blank=True)
    reply = models.CharField("réponse de l’auteur", max_length=600, blank=True)
    replied_on = models.DateField("réponse du", null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "relecture", "relectures"
        constraints = [
            models.UniqueConstraint(
                name="review_once_a_sample",
                fields=["sample", "assessment"],
                violation_error_message="Cet examen est déjà dans le tirage.",
            ),
            models.CheckConstraint(
                name="review_by_another",
                condition=~Q(reviewer=F("author")),
                violation_error_message="Un examen est relu par une autre personne que son auteur.",
            ),
            models.CheckConstraint(
                name="review_dated",
                condition=Q(outcome="", reviewed_on=None)
                | ~Q(outcome="") & Q(reviewed_on__isnull=False),
                violation_error_message="Une relecture porte un avis et une date.",
            ),
            models.CheckConstraint(
                name="review_explained",
                condition=Q(outcome__in=["", "compliant"]) | ~Q(note=""),
                violation_error_message="Dites ce qui manque, ou ce qui n’est pas d’accord.",
            ),
            models.CheckConstraint(
                name="review_replied_after_reading",
                condition=Q(reply="", replied_on=None)
                | ~Q(reply="") & Q(replied_on__isnull=False, reviewed_on__isnull=False),
                violation_error_message="L’auteur répond, un jour, à un avis qui est donné.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="review_names_the_author",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=REVIEW_NAMES_THE_AUTHOR,
            ),
            pgtrigger.Protect(name="review_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.assessment.beneficiary}, {self.sample}"

    def get_absolute_url(self):
        return reverse("beneficiaries:review", args=[self.pk])
