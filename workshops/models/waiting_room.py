"""The waiting room of a day: who came when, who called them, when they were served or left."""

from django.db import models
from django.db.models import F, Q

from accounts.models import Site, User
from beneficiaries.models import Beneficiary
from beneficiaries.triggers import of_a_standing_file, seen
from pimms.kernel.discretion import named
from pimms.kernel.durations import minutes_of
from pimms.kernel.rules import RuledModel

from .appointments import Appointment
from .drop_ins import DropIn
from .support import SupportSession


class ArrivalQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see the waiting room; nobody else does."""
        return self.none() if user.is_social_worker else self

    def here(self):
        """Those who wait, or are being received."""
        return self.filter(served_at=None, left_at=None)

    def over(self):
        return self.exclude(served_at=None, left_at=None)

    def on_day(self, day):
        return self.filter(day=day)

    def in_order(self):
        """Those who have a slot by its hour, then the others as they came."""
        people = self.select_related("beneficiary", "called_by", "drop_in")
        return people.order_by(F("slot_at").asc(nulls_last=True), "arrived_at", "pk")


class Arrival(RuledModel):
    """Somebody is in the waiting room: of a file, by a first name, or a number alone."""

    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name="point d’accueil", related_name="arrivals"
    )
    day = models.DateField("jour")
    number = models.PositiveSmallIntegerField("numéro")
    beneficiary = models.ForeignKey(
        Beneficiary,
        models.PROTECT,
        verbose_name="personne",
        null=True,
        blank=True,
        related_name="arrivals",
    )
    first_name = models.CharField("prénom", max_length=50, blank=True)
    drop_in = models.ForeignKey(
        DropIn,
        models.PROTECT,
        verbose_name="permanence",
        null=True,
        blank=True,
        related_name="arrivals",
    )
    appointment = models.ForeignKey(
        Appointment,
        models.PROTECT,
        verbose_name="rendez-vous",
        null=True,
        blank=True,
        related_name="arrivals",
    )
    slot_at = models.DateTimeField("attendue à", null=True, blank=True)
    arrived_at = models.DateTimeField("arrivée à")
    called_at = models.DateTimeField("appelée à", null=True, blank=True)
    called_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="appelée par", null=True, blank=True, related_name="+"
    )
    served_at = models.DateTimeField("reçue à", null=True, blank=True)
    left_at = models.DateTimeField("partie à", null=True, blank=True)
    session = models.ForeignKey(
        SupportSession,
        models.PROTECT,
        verbose_name="accompagnement",
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "arrivée", "arrivées"
        triggers = [
            of_a_standing_file("arrival"),
            *seen("arrival", "SELECT beneficiary_id AS person, day FROM fresh"),
        ]
        indexes = [
            models.Index(name="arrival_here", fields=["site", "day"], condition=Q(served_at=None))
        ]
        constraints = [
            models.UniqueConstraint(
                name="arrival_number_once_a_day",
                fields=["site", "day", "number"],
                violation_error_message="Ce numéro vient d’être donné\u202f: recommencez.",
            ),
            models.UniqueConstraint(
                name="arrival_of_one_person_at_a_time",
                fields=["beneficiary", "day"],
                condition=Q(served_at=None, left_at=None),
                violation_error_message="Cette personne est déjà dans la salle d’attente.",
            ),
            models.CheckConstraint(
                name="arrival_called_by_somebody",
                condition=Q(called_at=None, called_by=None)
                | Q(
                    called_at__gte=F("arrived_at"), called_at__isnull=False, called_by__isnull=False
                ),
                violation_error_message="Un appel dit par qui, et vient après l’arrivée.",
            ),
            models.CheckConstraint(
                name="arrival_served_once_called",
                condition=Q(served_at=None)
                | Q(served_at__gte=F("called_at"), called_at__isnull=False, left_at=None),
                violation_error_message="Une personne est reçue après avoir été appelée.",
            ),
            models.CheckConstraint(
                name="arrival_left_after_coming",
                condition=Q(left_at=None) | Q(left_at__gte=F("arrived_at")),
                violation_error_message="Une personne part après être arrivée.",
            ),
        ]

    def __str__(self):
        return self.who

    @property
    def who(self) -> str:
        """The person, the first name that was told, or the number."""
        if self.beneficiary:
            return str(self.beneficiary)
        return named("", self.first_name) if self.first_name else f"N°\u00a0{self.number}"

    def minutes_waited(self, at) -> int:
        """From the arrival to the call, or to that instant."""
        until = self.called_at or self.left_at or at
        return max(minutes_of(until - self.arrived_at), 0)
