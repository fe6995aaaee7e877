"""What somebody can do by themselves: the grid by version, and the measures that were made."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import User
from beneficiaries.models import Beneficiary
from beneficiaries.triggers import of_a_standing_file, seen
from pimms.kernel.rules import RuledModel
from workshops.triggers_skills import grid_is_frozen, measures_stand, skills_are_frozen

from .registrations import Registration
from .support import SupportSession

LEVELS = 3


class SkillGridQuerySet(models.QuerySet):
    def in_force_on(self, day):
        """The grid of that day, or None before the first one."""
        return self.filter(starts_on__lte=day).order_by("-starts_on").first()

    def latest_first(self):
        return self.order_by("-starts_on")

    def unused(self):
        """Those that have measured nobody, whose words may still change."""
        return self.filter(measures=None)


class SkillGrid(RuledModel):
    """A version of the grid, in force from its day until the next one's. Frozen once used."""

    name = models.CharField("nom", max_length=100)
    starts_on = models.DateField("en vigueur à partir du")

    objects = SkillGridQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "grille de compétences", "grilles de compétences"
        triggers = grid_is_frozen
        constraints = [
            models.UniqueConstraint(
                name="skill_grid_one_a_day",
                fields=["starts_on"],
                violation_error_message="Une autre grille commence déjà ce jour-là.",
            ),
        ]

    def __str__(self):
        return self.name


class SkillQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("position")


class Skill(RuledModel):
    """One line of a grid: what somebody can do, at three levels told in plain words.

    `code` is the same from a version to the next, so that progress is told across them.
    """

    grid = models.ForeignKey(
        SkillGrid, models.PROTECT, verbose_name="grille", related_name="skills"
    )
    code = models.SlugField("code", max_length=30)
    position = models.PositiveSmallIntegerField("rang")
    name = models.CharField("compétence", max_length=40)
    levels = ArrayField(models.CharField(max_length=120), verbose_name="niveaux", size=LEVELS)
    is_essential = models.BooleanField("du bagage minimum", default=False)

    objects = SkillQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "compétence", "compétences"
        triggers = skills_are_frozen
        constraints = [
            models.UniqueConstraint(
                name="skill_code_once_a_grid",
                fields=["grid", "code"],
                violation_error_message="Deux compétences d’une grille ne portent pas le même"
                " code.",
            ),
            models.UniqueConstraint(
                name="skill_position_once_a_grid",
                fields=["grid", "position"],
                violation_error_message="Deux compétences d’une grille n’ont pas le même rang.",
            ),
            models.CheckConstraint(
                name="skill_has_three_levels",
                condition=Q(levels__len=LEVELS) & ~Q(levels__contains=[""]),
                violation_error_message="Une compétence a trois niveaux, dits en toutes lettres.",
            ),
        ]

    def __str__(self):
        return self.name


class SkillMeasureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see every measure; nobody else sees any."""
        return self.none() if user.is_social_worker else self

    def standing(self):
        """Those that no correction replaced."""
        return self.filter(corrected_by=None)

    def in_order(self):
        return self.order_by("measured_on", "pk")


class SkillMeasure(RuledModel):
    """What somebody could do on a day. A skill that is not in `levels` was not measured: that is
    not a nought. A correction is a measure of the same moment that replaces another."""

    class Moment(models.TextChoices):
        ENTRY = "entry", "À l’entrée"
        SESSION = "session", "En séance"
        EXIT = "exit", "À la sortie"

    key = models.UUIDField("clé de l’envoi", default=uuid.uuid4, editable=False)
    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="personne", related_name="skill_measures"
    )
    grid = models.ForeignKey(
        SkillGrid, models.PROTECT, verbose_name="grille", related_name="measures"
    )
    moment = models.CharField("moment", max_length=10, choices=Moment)
    measured_on = models.DateField("jour")
    levels = models.JSONField("niveaux", blank=True)
    registration = models.ForeignKey(
        Registration,
        models.PROTECT,
        verbose_name="participation",
        null=True,
        blank=True,
        related_name="skill_measures",
    )
    support = models.ForeignKey(
        SupportSession,
        models.PROTECT,
        verbose_name="accompagnement",
        null=True,
        blank=True,
        related_name="skill_measures",
    )
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name="corrige",
        null=True,
        blank=True,
        related_name="corrected_by",
    )
    by = models.ForeignKey(User, models.PROTECT, verbose_name="mesuré par", related_name="+")
    at = models.DateTimeField("noté le")

    objects = SkillMeasureQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "mesure de compétences", "mesures de compétences"
        indexes = [
            models.Index(name="skill_measure_of_a_person", fields=["beneficiary", "measured_on"]),
            models.Index(name="skill_measure_by_day", fields=["measured_on", "moment"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="skill_measure_recorded_once",
                fields=["key"],
                violation_error_message="Cette mesure est déjà enregistrée.",
            ),
            models.CheckConstraint(
                name="skill_measure_moment_known",
                condition=Q(moment__in=["entry", "session", "exit"]),
                violation_error_message="Une mesure se fait à l’entrée, en séance ou à la sortie.",
            ),
            models.CheckConstraint(
                name="skill_measure_names_its_session",
                condition=(
                    ~Q(moment="session") & Q(registration=None, support=None)
                    | Q(moment="session", registration=None, support__isnull=False)
                    | Q(moment="session", registration__isnull=False, support=None)
                ),
                violation_error_message="Une mesure en séance dit de quelle séance, et elle seule.",
            ),
            models.CheckConstraint(
                name="skill_measure_measures_something",
                condition=~Q(levels={}) | Q(corrects__isnull=False),
                violation_error_message="Choisissez un niveau pour au moins une compétence.",
            ),
        ]
        triggers = [
            *measures_stand,
            of_a_standing_file("skill_measure"),
            *seen(
                "skill_measure", "SELECT beneficiary_id AS person, measured_on AS day FROM fresh"
            ),
        ]

    def __str__(self):
        return f"{self.beneficiary}, {self.measured_on:%d/%m/%Y}"

    @property
    def occasion(self) -> str:
        """`À l’entrée`, or what the session was."""
        if self.registration_id:
            return f"Atelier «\u202f{self.registration.workshop.title}\u202f»"
        return "Accompagnement" if self.support_id else self.get_moment_display()
