"""A time kept for one person with one of the team."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Site, User
from beneficiaries.models import Beneficiary
from pimms.kernel.rules import RuledModel
from workshops.triggers import appointment_takes_its_place
from workshops.triggers_desk import appointment_within_its_permanence

from .drop_ins import DropIn


class AppointmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see every appointment; nobody else sees any."""
        return self.none() if user.is_social_worker else self

    def kept(self):
        """Those that were not cancelled."""
        return self.exclude(status=Appointment.Status.CANCELLED)

    def from_instant(self, at):
        """Those that end after the instant, the next one first, with whom."""
        kept = self.kept().filter(slot__endswith__gt=at)
        return kept.select_related("host").order_by("slot", "pk")

    def on_day(self, day):
        """Those that begin on that day of our clocks."""
        return self.filter(slot__startswith__date=day)

    def latest_first(self):
        return self.select_related("host").order_by("-slot", "-pk")


class Appointment(RuledModel):
    """Somebody is expected by one of the team, from an instant to another."""

    class Status(models.TextChoices):
        PLANNED = "planned", "Prévu"
        HELD = "held", "Tenu"
        MISSED = "missed", "Manqué"
        CANCELLED = "cancelled", "Annulé"

    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="personne", related_name="appointments"
    )
    host = models.ForeignKey(User, models.PROTECT, verbose_name="avec", related_name="appointments")
    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name="point d’accueil", related_name="appointments"
    )
    slot = DateTimeRangeField("créneau")
    drop_in = models.ForeignKey(
        DropIn,
        models.PROTECT,
        verbose_name="permanence",
        null=True,
        blank=True,
        related_name="appointments",
    )
    subject = models.CharField("objet", max_length=150, blank=True)
    status = models.CharField("état", max_length=20, choices=Status, default=Status.PLANNED)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "rendez-vous", "rendez-vous"
        triggers = [appointment_takes_its_place, appointment_within_its_permanence]
        constraints = [
            ExclusionConstraint(
                name="appointment_host_in_one_place",
                expressions=[
                    ("host", RangeOperators.EQUAL),
                    ("slot", RangeOperators.OVERLAPS),
                ],
                condition=~Q(status="cancelled"),
                violation_error_message="Ce créneau est déjà pris\u202f: choisissez une autre heure"
                " ou une autre personne de l’équipe.",
            ),
            ExclusionConstraint(
                name="appointment_person_in_one_place",
                expressions=[
                    ("beneficiary", RangeOperators.EQUAL),
                    ("slot", RangeOperators.OVERLAPS),
                ],
                condition=~Q(status="cancelled"),
                violation_error_message="La personne a déjà un rendez-vous à cette heure.",
            ),
            models.CheckConstraint(
                name="appointment_slot_bounded",
                condition=Q(
                    slot__startswith__isnull=False,
                    slot__endswith__isnull=False,
                    slot__isempty=False,
                ),
                violation_error_message="Un rendez-vous a un début et une fin.",
            ),
        ]

    def __str__(self):
        return f"{self.beneficiary}, {self.slot.lower:%d/%m/%Y}"

    @property
    def starts_at(self):
        """The hour it begins, by our clocks."""
        return timezone.localtime(self.slot.lower).time()
