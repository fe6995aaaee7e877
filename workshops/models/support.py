"""The support given to one person at a time: what it was about, and what nobody else reads."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import Site, User
from beneficiaries.models import Beneficiary
from beneficiaries.triggers import of_a_standing_file, seen
from partners.models import Organisation, Place
from pimms.kernel.rules import RuledModel
from workshops.levels import Autonomy, equipment_in_words
from workshops.orientations import Orientation
from workshops.procedures import Channel, Procedure
from workshops.procedures import in_words as procedures_in_words
from workshops.themes import Theme, in_words

from .programmes import EquipmentField, ThemesField


class SupportSessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see every record; nobody else sees any. Private notes are asked apart."""
        return self.none() if user.is_social_worker else self

    def latest_first(self):
        return self.order_by("-held_on", "-pk")

    def with_first(self):
        """Beside each record `is_first`: no record of the person is of an earlier day."""
        earlier = SupportSession.objects.filter(beneficiary=OuterRef("beneficiary")).filter(
            Q(held_on__lt=OuterRef("held_on"))
            | Q(held_on=OuterRef("held_on"), pk__lt=OuterRef("pk"))
        )
        return self.annotate(is_first=~Exists(earlier))


class SupportSession(RuledModel):
    """One-to-one support: a day, a time spent, what it was about."""

    key = models.UUIDField("clé de l’envoi", default=uuid.uuid4, editable=False)
    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="personne", related_name="support_sessions"
    )
    held_on = models.DateField("jour")
    minutes = models.PositiveSmallIntegerField("durée, en minutes")
    themes = ThemesField(verbose_name="thèmes")
    theme_label = models.CharField("thèmes, en nos mots", max_length=300, blank=True)
    notes = models.TextField("notes", blank=True)
    equipment = EquipmentField(verbose_name="matériel")
    autonomy = models.CharField("autonomie", max_length=30, choices=Autonomy, blank=True)
    channel = models.CharField(
        "où",
        max_length=20,
        choices=Channel,
        default=Channel.HERE,
        db_default=Channel.HERE,
    )
    procedures = ArrayField(
        models.CharField(max_length=40, choices=Procedure),
        verbose_name="démarches",
        default=list,
        blank=True,
        db_default=[],
    )
    procedure_name = models.CharField(
        "nom de la démarche", max_length=100, blank=True, default="", db_default=""
    )
    oriented_to = models.CharField(
        "orientation vers", max_length=40, choices=Orientation, blank=True
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="organisme",
        null=True,
        blank=True,
        related_name="+",
    )
    place = models.ForeignKey(
        Place, models.PROTECT, verbose_name="lieu", null=True, blank=True, related_name="+"
    )
    counsellor_name = models.CharField("conseiller", max_length=100, blank=True)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="noté par", null=True, blank=True, related_name="+"
    )
    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name="point d’accueil", related_name="support_sessions"
    )

    objects = SupportSessionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "accompagnement", "accompagnements"
        indexes = [
            models.Index(name="support_by_person", fields=["beneficiary", "held_on"]),
            models.Index(name="support_by_day", fields=["held_on"], include=["minutes"]),
            GinIndex(name="support_by_theme", fields=["themes"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="support_session_recorded_once",
                fields=["key"],
                violation_error_message="Cet accompagnement est déjà enregistré.",
            ),
            models.CheckConstraint(
                name="support_session_lasts_up_to_a_day",
                condition=Q(minutes__gt=0, minutes__lte=1440),
                violation_error_message="La durée est comprise entre 1 minute et 24 heures.",
            ),
            models.CheckConstraint(
                name="support_session_themes_known",
                condition=Q(themes__contained_by=Theme.values)
                & (Q(themes__len__gt=0) | Q(recorded_by=None)),
                violation_error_message="Au moins un thème, parmi ceux de la médiation numérique.",
            ),
            models.CheckConstraint(
                name="support_session_channel_known",
                condition=Q(channel__in=Channel.values),
                violation_error_message="Dites où l’accompagnement a eu lieu.",
            ),
            models.CheckConstraint(
                name="support_session_procedures_of_paperwork",
                condition=Q(procedures__contained_by=Procedure.values)
                & (Q(procedures__len=0, procedure_name="") | Q(themes__contains=[Theme.PAPERWORK])),
                violation_error_message="Une démarche se note avec le thème «\u202fAide aux"
                " démarches administratives\u202f».",
            ),
            models.CheckConstraint(
                name="support_session_orientation_coded",
                condition=~Q(oriented_to="") | Q(organisation=None, place=None),
                violation_error_message="Dites vers quelle sorte de service va l’orientation.",
            ),
        ]
        triggers = [
            of_a_standing_file("support"),
            *seen("support", "SELECT beneficiary_id AS person, held_on AS day FROM fresh"),
        ]

    def __str__(self):
        return f"{self.beneficiary}, {self.held_on:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("workshops:record", args=[self.pk])

    @property
    def equipment_names(self) -> str:
        return equipment_in_words(self.equipment)

    @property
    def sent_to(self) -> str:
        """The organisation or the place named, or else the sort of service."""
        return str(self.organisation or self.place or self.get_oriented_to_display())

    @property
    def theme_names(self) -> str:
        return in_words(self.themes)

    @property
    def procedure_names(self) -> str:
        """`Logement, Argent - Impôts : prime d’activité`."""
        named = filter(None, (procedures_in_words(self.procedures), self.procedure_name))
        return "\u202f: ".join(named)


class PrivateNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who wrote it, and the director; nobody else, not even a colleague."""
        return self if user.is_director else self.filter(author=user)


class PrivateNote(RuledModel):
    """What a counsellor keeps of a record for themselves: the director alone reads it too."""

    session = models.OneToOneField(
        SupportSession, models.PROTECT, verbose_name="accompagnement", related_name="private_note"
    )
    text = models.TextField("note privée")
    author = models.ForeignKey(User, models.PROTECT, verbose_name="auteur", related_name="+")

    objects = PrivateNoteQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "note privée", "notes privées"
        constraints = [
            models.CheckConstraint(
                name="private_note_says_something",
                condition=~Q(text=""),
                violation_error_message="Une note privée dit quelque chose.",
            ),
        ]

    def __str__(self):
        return f"Note privée, {self.session_id}"


class SupportPaperQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The team; what is confidential, to who joined it and to the director alone."""
        if user.is_social_worker:
            return self.none()
        return self if user.is_director else self.filter(Q(is_confidential=False) | Q(by=user))

    def in_order(self):
        return self.select_related("by").order_by("at", "pk")


class SupportPaper(RuledModel):
    """A file joined to a record of support."""

    class Kind(models.TextChoices):
        PDF = "application/pdf", "PDF"
        JPEG = "image/jpeg", "photo"
        PNG = "image/png", "image"

    session = models.ForeignKey(
        SupportSession, models.PROTECT, verbose_name="accompagnement", related_name="papers"
    )
    title = models.CharField("intitulé", max_length=100)
    file = models.FileField("fichier", upload_to="support/%Y/")
    kind = models.CharField("format", max_length=20, choices=Kind)
    is_confidential = models.BooleanField("confidentielle", default=False)
    at = models.DateTimeField("jointe le")
    by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+")

    objects = SupportPaperQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "pièce jointe", "pièces jointes"
        constraints = [
            models.CheckConstraint(
                name="support_paper_kind_known",
                condition=Q(kind__in=["application/pdf", "image/jpeg", "image/png"]),
                violation_error_message="Une pièce est un PDF ou une photo (JPEG, PNG).",
            ),
        ]

    def __str__(self):
        return self.title


class NextStepQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.none() if user.is_social_worker else self

    def open(self):
        return self.filter(done_on=None)

    def due(self, day):
        """Those to be done that day or before, the oldest first."""
        return self.open().filter(due_on__lte=day).in_order()

    def in_order(self):
        return self.select_related("beneficiary", "assigned_to").order_by("due_on", "pk")


class NextStep(RuledModel):
    """What was promised to somebody for a day: by whom, and whether it is done."""

    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="personne", related_name="next_steps"
    )
    session = models.ForeignKey(
        SupportSession,
        models.PROTECT,
        verbose_name="accompagnement",
        null=True,
        blank=True,
        related_name="next_steps",
    )
    what = models.CharField("suite", max_length=150)
    due_on = models.DateField("pour le")
    assigned_to = models.ForeignKey(
        User, models.PROTECT, verbose_name="à faire par", related_name="next_steps"
    )
    done_on = models.DateField("fait le", null=True, blank=True)
    done_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="fait par", null=True, blank=True, related_name="+"
    )

    objects = NextStepQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "suite à donner", "suites à donner"
        triggers = [of_a_standing_file("next_step")]
        indexes = [
            models.Index(name="next_step_open", fields=["due_on", "id"], condition=Q(done_on=None))
        ]
        constraints = [
            models.CheckConstraint(
                name="next_step_done_by_somebody",
                condition=Q(done_on=None, done_by=None)
                | Q(done_on__isnull=False, done_by__isnull=False),
                violation_error_message="Une suite faite dit quel jour et par qui.",
            ),
            models.CheckConstraint(
                name="next_step_says_what",
                condition=~Q(what=""),
                violation_error_message="Dites ce qu’il y a à faire.",
            ),
        ]

    def __str__(self):
        return self.what
