"""When a site is open, when one of the team is away, and who is where at what instant."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from accounts.models import Site, User
from pimms.kernel.periods import last_day
from pimms.kernel.rules import RuledModel

from .appointments import Appointment
from .drop_ins import DropIn
from .programmes import Cycle, Room
from .sessions import Workshop


class OpeningHours(RuledModel):
    """A site opens its doors, that day of the week, from an hour to another."""

    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name="point d’accueil", related_name="opening_hours"
    )
    weekday = models.PositiveSmallIntegerField("jour", choices=Cycle.Weekday)
    opens_at = models.TimeField("ouvre à")
    closes_at = models.TimeField("ferme à")

    class Meta:
        verbose_name, verbose_name_plural = "horaire d’ouverture", "horaires d’ouverture"
        constraints = [
            models.CheckConstraint(
                name="opening_hours_end_after_start",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message="La fermeture vient après l’ouverture.",
            ),
            models.CheckConstraint(
                name="opening_hours_weekday_known",
                condition=Q(weekday__lte=6),
                violation_error_message="Ce jour de la semaine n’existe pas.",
            ),
            models.UniqueConstraint(
                name="opening_hours_once_a_start",
                fields=["site", "weekday", "opens_at"],
                violation_error_message="Une ouverture commence déjà à cette heure, ce jour-là.",
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()}, {self.opens_at:%H:%M}-{self.closes_at:%H:%M}"


class AbsenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.none() if user.is_social_worker else self

    def ending_from(self, day):
        """Those of that day and after, the next one first."""
        ending = self.filter(period__endswith__gt=day).select_related("user", "site")
        return ending.order_by("period", "pk")


class Absence(RuledModel):
    """One of the team is away, or a site is closed, from a day to another."""

    user = models.ForeignKey(
        User,
        models.PROTECT,
        verbose_name="qui",
        null=True,
        blank=True,
        related_name="absences",
    )
    site = models.ForeignKey(
        Site,
        models.PROTECT,
        verbose_name="point d’accueil fermé",
        null=True,
        blank=True,
        related_name="closures",
    )
    period = DateRangeField("période")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "absence", "absences"
        constraints = [
            models.CheckConstraint(
                name="absence_of_somebody_or_of_a_site",
                condition=Q(user=None, site__isnull=False) | Q(user__isnull=False, site=None),
                violation_error_message="Une absence est celle d’une personne ou d’un lieu.",
            ),
            models.CheckConstraint(
                name="absence_period_bounded",
                condition=Q(
                    period__startswith__isnull=False,
                    period__endswith__isnull=False,
                    period__isempty=False,
                ),
                violation_error_message="Une absence a un premier et un dernier jour.",
            ),
            ExclusionConstraint(
                name="absences_of_one_do_not_overlap",
                expressions=[("user", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                violation_error_message="Cette personne est déjà notée absente ces jours-là.",
            ),
            ExclusionConstraint(
                name="closures_do_not_overlap",
                expressions=[("site", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                violation_error_message="Ce lieu est déjà noté fermé ces jours-là.",
            ),
        ]

    def __str__(self):
        return f"{self.user or self.site}, {self.period.lower:%d/%m/%Y}"

    @property
    def last_day(self):
        return last_day(self.period)


class Occupation(RuledModel):
    """Somebody of the team or a room is taken from an instant to another.

    Written by the triggers of workshops, permanences and appointments alone, so that one rule sees
    them all. An appointment within a permanence takes nobody’s time besides.
    """

    host = models.ForeignKey(User, models.PROTECT, null=True, related_name="occupations")
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="occupations")
    slot = DateTimeRangeField("créneau")
    workshop = models.OneToOneField(Workshop, models.PROTECT, null=True, related_name="occupation")
    appointment = models.OneToOneField(
        Appointment, models.PROTECT, null=True, related_name="occupation"
    )
    drop_in = models.OneToOneField(DropIn, models.PROTECT, null=True, related_name="occupation")

    class Meta:
        verbose_name, verbose_name_plural = "occupation", "occupations"
        constraints = [
            ExclusionConstraint(
                name="occupation_host_in_one_place",
                expressions=[("host", RangeOperators.EQUAL), ("slot", RangeOperators.OVERLAPS)],
                violation_error_message="Cette personne de l’équipe a déjà un atelier ou un"
                " rendez-vous à cette heure.",
            ),
            ExclusionConstraint(
                name="occupation_room_in_one_place",
                expressions=[("room", RangeOperators.EQUAL), ("slot", RangeOperators.OVERLAPS)],
                violation_error_message="Cette salle est déjà prise à cette heure.",
            ),
        ]

    def __str__(self):
        return f"{self.host or self.room}, {self.slot.lower:%d/%m/%Y %H:%M}"
