"""Permanences: somebody of the team receives at a site, on a day, from an hour to another."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Site, User
from pimms.kernel.rules import RuledModel
from workshops.triggers_desk import drop_in_cancelled_when_empty, drop_in_takes_its_place

from .programmes import Room


class DropInQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see every permanence; nobody else sees any."""
        return self.none() if user.is_social_worker else self

    def standing(self):
        return self.filter(cancelled_at=None)

    def on_day(self, day):
        return self.standing().filter(held_on=day).in_order()

    def coming_up(self, day):
        return self.standing().filter(held_on__gte=day).in_order()

    def in_order(self):
        return self.select_related("site", "room", "host").order_by("held_on", "starts_at", "pk")


class DropIn(RuledModel):
    """A permanence of a day: without appointment, or in slots of some minutes."""

    series = models.UUIDField("série", default=uuid4, editable=False)
    title = models.CharField("intitulé", max_length=100)
    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name="point d’accueil", related_name="drop_ins"
    )
    room = models.ForeignKey(
        Room, models.PROTECT, verbose_name="salle", null=True, blank=True, related_name="drop_ins"
    )
    host = models.ForeignKey(
        User, models.PROTECT, verbose_name="tenue par", related_name="drop_ins"
    )
    held_on = models.DateField("jour")
    starts_at = models.TimeField("début")
    ends_at = models.TimeField("fin")
    slot_minutes = models.PositiveSmallIntegerField(
        "durée d’un créneau, en minutes", null=True, blank=True
    )
    cancelled_at = models.DateTimeField("annulée le", null=True, blank=True)

    objects = DropInQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "permanence", "permanences"
        triggers = [drop_in_takes_its_place, drop_in_cancelled_when_empty]
        indexes = [models.Index(name="drop_in_by_day", fields=["held_on", "starts_at", "id"])]
        constraints = [
            models.CheckConstraint(
                name="drop_in_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="La permanence finit après avoir commencé.",
            ),
            models.CheckConstraint(
                name="drop_in_slots_of_some_minutes",
                condition=Q(slot_minutes=None) | Q(slot_minutes__gte=5, slot_minutes__lte=120),
                violation_error_message="Un créneau dure de 5 à 120 minutes.",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.held_on:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("workshops:drop_in", args=[self.pk])

    @property
    def begins(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.held_on, self.starts_at))

    @property
    def ends(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.held_on, self.ends_at))

    @property
    def slots(self) -> list[datetime]:
        """When each slot begins; none when people come without appointment."""
        if not self.slot_minutes:
            return []
        length = timedelta(minutes=self.slot_minutes)
        return [self.begins + n * length for n in range((self.ends - self.begins) // length)]
