"""Workshops and who came, and the support given to one person at a time."""

import uuid
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Site, User
from beneficiaries.models import Beneficiary
from beneficiaries.triggers import of_a_standing_file, seen
from workshops.themes import Theme, in_words


def ThemesField(**options):
    return ArrayField(models.CharField(max_length=40, choices=Theme), **options)


class WorkshopQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see every workshop; nobody else sees any."""
        return self.none() if user.is_social_worker else self

    def held_in(self, period):
        """The workshops of a period that were not cancelled."""
        return self.filter(cancelled_at=None, held_on__gte=period.lower, held_on__lt=period.upper)

    def coming_up(self, day):
        """The workshops of that day and after, the next one first, cancelled ones aside."""
        return self.filter(cancelled_at=None, held_on__gte=day).in_order()

    def in_order(self):
        return self.order_by("held_on", "starts_at", "pk")

    def first_and_last_day(self):
        """The days of the first and of the last workshop, or two None."""
        return tuple(self.aggregate(models.Min("held_on"), models.Max("held_on")).values())

    def with_counts(self):
        """Beside each workshop, `seated` and `present`: how many are expected, how many came."""
        present = Q(registrations__status=Registration.Status.PRESENT)
        return self.annotate(
            seated=models.Count("registrations"),
            present=models.Count("registrations", filter=present),
        )


class Workshop(models.Model):
    """A session of a collective workshop, on a day, from an hour to another."""

    code = models.CharField("code", max_length=30, null=True, blank=True)
    title = models.CharField("intitulé", max_length=150)
    themes = ThemesField(verbose_name="thèmes")
    theme_label = models.CharField("thème, en nos mots", max_length=150, blank=True)
    held_on = models.DateField("jour")
    starts_at = models.TimeField("début")
    ends_at = models.TimeField("fin")
    place = models.CharField("lieu", max_length=150, blank=True)
    host_name = models.CharField("animé par", max_length=100, blank=True)
    capacity = models.PositiveSmallIntegerField("places", null=True, blank=True)
    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name="point d’accueil", related_name="workshops"
    )
    cancelled_at = models.DateTimeField("annulé le", null=True, blank=True)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "atelier", "ateliers"
        indexes = [models.Index(name="workshop_by_day", fields=["held_on", "starts_at", "id"])]
        constraints = [
            models.UniqueConstraint(
                name="workshop_code_unique",
                fields=["code"],
                violation_error_message="Un atelier porte déjà ce code.",
            ),
            models.CheckConstraint(
                name="workshop_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="L’atelier finit après avoir commencé.",
            ),
            models.CheckConstraint(
                name="workshop_has_places",
                condition=Q(capacity=None) | Q(capacity__gt=0),
                violation_error_message="Un atelier a au moins une place.",
            ),
            models.CheckConstraint(
                name="workshop_themes_known",
                condition=Q(themes__contained_by=Theme.values, themes__len__gt=0),
                violation_error_message="Au moins un thème, parmi ceux de la médiation numérique.",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.held_on:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("workshops:workshop", args=[self.pk])

    @property
    def places_left(self) -> int | None:
        """Of a workshop read `with_counts`; None when the room has no limit."""
        return None if self.capacity is None else max(self.capacity - self.seated, 0)

    @property
    def theme_names(self) -> str:
        return in_words(self.themes)

    @property
    def begins(self):
        """The instant the workshop begins."""
        return timezone.make_aware(timezone.datetime.combine(self.held_on, self.starts_at))


_ATTENDANCE = """
SELECT f.beneficiary_id AS person, w.held_on AS day
FROM fresh f JOIN workshops_workshop w ON w.id = f.workshop_id WHERE f.status = 'present'
"""


class RegistrationQuerySet(models.QuerySet):
    def by_name(self):
        """As a list at the door: by the people's names."""
        return self.select_related("beneficiary").order_by(
            "beneficiary__last_key", "beneficiary__first_key", "pk"
        )

    def latest_first(self):
        return self.select_related("workshop").order_by(
            "-workshop__held_on", "-workshop__starts_at", "-pk"
        )


class Registration(models.Model):
    """Somebody's seat in a workshop, and whether they came."""

    class Status(models.TextChoices):
        REGISTERED = "registered", "Inscrite"
        PRESENT = "present", "Présente"
        ABSENT = "absent", "Absente"

    workshop = models.ForeignKey(
        Workshop, models.PROTECT, verbose_name="atelier", related_name="registrations"
    )
    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="personne", related_name="registrations"
    )
    status = models.CharField("présence", max_length=20, choices=Status, default=Status.REGISTERED)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "participation", "participations"
        constraints = [
            models.UniqueConstraint(
                name="registration_once_a_workshop",
                fields=["workshop", "beneficiary"],
                violation_error_message="Cette personne est déjà inscrite à cet atelier.",
            ),
            models.CheckConstraint(
                name="registration_status_known",
                condition=Q(status__in=["registered", "present", "absent"]),
                violation_error_message="Une personne est inscrite, présente ou absente.",
            ),
        ]
        triggers = [
            of_a_standing_file("registration"),
            *seen("registration", _ATTENDANCE, on_update=True),
        ]

    def __str__(self):
        return f"{self.beneficiary}, {self.workshop}"

    def outweighs(self, other: "Registration") -> bool:
        """Of two seats of one person who had two files: whoever came was there."""
        weight = ("registered", "absent", "present").index
        return weight(self.status) > weight(other.status)


class SupportSessionQuerySet(models.QuerySet):
    def latest_first(self):
        return self.order_by("-held_on", "-pk")


class SupportSession(models.Model):
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
        ]
        triggers = [
            of_a_standing_file("support"),
            *seen("support", "SELECT beneficiary_id AS person, held_on AS day FROM fresh"),
        ]

    def __str__(self):
        return f"{self.beneficiary}, {self.held_on:%d/%m/%Y}"

    @property
    def theme_names(self) -> str:
        return in_words(self.themes)

    @property
    def hours(self) -> Decimal:
        return Decimal(self.minutes) / 60
