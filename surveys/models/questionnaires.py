"""What is asked, version by version."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import User
from pimms.kernel.rules import RuledModel
from surveys.triggers import questionnaire_is_frozen, questions_are_frozen


class QuestionnaireQuerySet(models.QuerySet):
    def latest_versions(self):
        """The last version of each subject, by title."""
        later = self.model.objects.filter(
            subject=OuterRef("subject"), version__gt=OuterRef("version")
        )
        return self.filter(~Exists(later)).order_by("title", "pk")

    def of(self, subject):
        """Its versions, the latest first."""
        return self.filter(subject=subject).order_by("-version")


class Questionnaire(RuledModel):
    """One version of a questionnaire, frozen by the database once somebody has answered it.

    `subject` is the same from a version to the next; so are the codes of its questions.
    """

    subject = models.SlugField("sujet", max_length=40)
    version = models.PositiveSmallIntegerField("version", default=1)
    title = models.CharField("titre", max_length=120)
    introduction = models.CharField("quelques mots avant de commencer", max_length=600, blank=True)
    made_on = models.DateField("écrit le")
    made_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+")

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "questionnaire", "questionnaires"
        triggers = questionnaire_is_frozen
        constraints = [
            models.UniqueConstraint(
                name="questionnaire_version_once",
                fields=["subject", "version"],
                violation_error_message="Cette version du questionnaire existe déjà.",
            ),
            models.CheckConstraint(
                name="questionnaire_has_a_title",
                condition=Q(title__regex=r"\w"),
                violation_error_message="Un questionnaire a un titre.",
            ),
        ]

    def __str__(self):
        return f"{self.title} (version {self.version})"

    def get_absolute_url(self):
        return reverse("surveys:questionnaire", args=[self.pk])

    @property
    def is_frozen(self) -> bool:
        return self.campaigns.filter(responses__isnull=False).exists()


class QuestionQuerySet(models.QuerySet):
    def in_order(self):
        return self.select_related("only_if").order_by("position", "pk")


class Question(RuledModel):
    """One question, under the title of its section; `choices` is a list of (code, words)."""

    class Kind(models.TextChoices):
        SINGLE = "single", "Une réponse au choix"
        MULTIPLE = "multiple", "Plusieurs réponses au choix"
        SCALE = "scale", "Une note sur une échelle"
        NUMBER = "number", "Un nombre"
        TEXT = "text", "Quelques mots"

    CHOSEN = (Kind.SINGLE, Kind.MULTIPLE)

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="questions")
    code = models.SlugField("code", max_length=40)
    position = models.PositiveSmallIntegerField("rang")
    section = models.CharField("partie", max_length=80, blank=True)
    kind = models.CharField("sorte de réponse", max_length=10, choices=Kind)
    label = models.CharField("question", max_length=200)
    help = models.CharField("précision", max_length=200, blank=True)
    is_required = models.BooleanField("réponse attendue", default=False)
    is_reported = models.BooleanField("dans le bilan de l’année", default=False)
    choices = models.JSONField("réponses proposées", default=list, blank=True)
    scale_to = models.PositiveSmallIntegerField("note la plus haute", default=5)
    low_label = models.CharField("ce que veut dire 1", max_length=60, blank=True)
    high_label = models.CharField("ce que veut dire la plus haute", max_length=60, blank=True)
    unit = models.CharField("unité", max_length=20, blank=True)
    minimum = models.IntegerField("au moins", null=True, blank=True)
    maximum = models.IntegerField("au plus", null=True, blank=True)
    only_if = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="seulement si, à la question",
        null=True,
        blank=True,
        related_name="followers",
    )
    only_if_choice = models.CharField("on a répondu", max_length=40, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "question", "questions"
        triggers = questions_are_frozen
        constraints = [
            models.UniqueConstraint(
                name="question_code_once",
                fields=["questionnaire", "code"],
                violation_error_message="Deux questions ne portent pas le même code.",
            ),
            models.UniqueConstraint(
                name="question_position_once",
                fields=["questionnaire", "position"],
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Deux questions n’ont pas le même rang.",
            ),
            models.CheckConstraint(
                name="question_has_choices_when_it_needs_them",
                condition=Q(kind__in=["single", "multiple"], choices__1__isnull=False)
                | ~Q(kind__in=["single", "multiple"]) & Q(choices=[]),
                violation_error_message="Proposez au moins deux réponses.",
            ),
            models.CheckConstraint(
                name="question_scale_of_two_to_ten",
                condition=Q(scale_to__range=(2, 10)),
                violation_error_message="Une échelle va de 1 à 10 au plus.",
            ),
            models.CheckConstraint(
                name="question_bounds_in_order",
                condition=Q(minimum=None) | Q(maximum=None) | Q(minimum__lt=models.F("maximum")),
                violation_error_message="Le plus petit nombre précède le plus grand.",
            ),
            models.CheckConstraint(
                name="question_condition_is_whole",
                condition=Q(only_if=None, only_if_choice="")
                | Q(only_if__isnull=False) & ~Q(only_if_choice=""),
                violation_error_message="Dites la question et la réponse dont celle-ci dépend.",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def manner(self) -> tuple[str, str, int]:
        """What makes answers of two versions comparable: code, kind, and where a scale ends."""
        return self.code, self.kind, self.scale_to if self.kind == self.Kind.SCALE else 0

    @property
    def words(self) -> dict[str, str]:
        """The words of each choice by its code."""
        return dict(self.choices)

    @property
    def scale(self) -> range:
        return range(1, self.scale_to + 1)

    @property
    def condition(self) -> str:
        """« Si « Non » à « Avez-vous internet ? » », or nothing."""
        if self.only_if is None:
            return ""
        answer = self.only_if.words.get(self.only_if_choice, "")
        return f"Si «\u202f{answer}\u202f» à «\u202f{self.only_if.label}\u202f»"

    def is_asked(self, answers: dict) -> bool:
        """Whether somebody who answered so is asked this one."""
        if self.only_if is None:
            return True
        said = answers.get(self.only_if.code)
        return (
            self.only_if_choice in said if isinstance(said, list) else said == self.only_if_choice
        )
