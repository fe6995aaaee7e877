"""Workshops: when, where, for how many, and whom they are hosted by."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from accounts.models import Site, User
from funding.models import Funder
from pimms.kernel.clock import today_there
from pimms.kernel.durations import minutes_of
from pimms.kernel.models import Commune
from pimms.kernel.rules import RuledModel
from workshops.levels import Level, equipment_in_words
from workshops.themes import Theme, in_words
from workshops.triggers import workshop_takes_its_place

from .programmes import Cycle, EquipmentField, Room, ThemesField, WorkshopType

FREED = ("cancelled", "revoked")  # registrations that leave their seat to others


class WorkshopQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see every workshop; nobody else sees any."""
        return self.none() if user.is_social_worker else self

    def held_in(self, period):
        """The workshops of a period that were held: neither cancelled nor, by the clock of the
        database, still to come."""
        of_the_period = self.filter(held_on__gte=period.lower, held_on__lt=period.upper)
        return of_the_period.filter(cancelled_at=None, held_on__lte=today_there())

    def coming_up(self, day):
        """The workshops of that day and after, the next one first, cancelled ones aside."""
        return self.filter(cancelled_at=None, held_on__gte=day).in_order()

    def open_to_all(self, at):
        """Those that are announced, that one may come to alone, and that have not begun."""
        moment = timezone.localtime(at)
        later = Q(held_on__gt=moment.date()) | Q(starts_at__gt=moment.time())
        whole = Q(cycle__as_a_whole=True)
        return self.coming_up(moment.date()).filter(later, is_public=True).exclude(whole)

    def like(self, workshop):
        """The other sessions of the same workshop: its cycle's, its type's, its title's."""
        same = Q(title=workshop.title)
        if workshop.type_id:
            same |= Q(type=workshop.type_id)
        if workshop.cycle_id:
            same |= Q(cycle=workshop.cycle_id)
        return self.filter(same).exclude(pk=workshop.pk)

    def in_order(self):
        return self.order_by("held_on", "starts_at", "pk")

    def without_sheet(self, *, held_until):
        """Those held up to that day whose signed sheet is missing; registers' had none."""
        held = self.filter(cancelled_at=None, code=None, held_on__lte=held_until)
        somebody = self.model.registrations.rel.related_model.objects.standing()
        return held.filter(
            Exists(somebody.filter(workshop=OuterRef("pk"))),
            ~Exists(self.model.sheets.rel.related_model.objects.filter(workshop=OuterRef("pk"))),
        )

    def first_and_last_day(self):
        """The days of the first and of the last workshop, or two None."""
        return tuple(self.aggregate(models.Min("held_on"), models.Max("held_on")).values())

    def in_detail(self):
        """With who hosts it, where, and what it belongs to."""
        return self.select_related("site", "room", "host", "cycle", "type", "funder")

    def with_counts(self):
        """Beside each workshop: `seated`, the seats taken; `held`, those offered to somebody of
        the queue; `present`, how many came; `waiting`, how many are in the queue."""
        seats, queue = (
            places.rel.related_model.objects.filter(workshop=OuterRef("pk"))
            for places in (self.model.registrations, self.model.queue)
        )
        # Each counted by itself: a list that is cut short counts no more than it shows.
        return self.annotate(
            seated=_counted(seats.standing(), Sum("seats")),
            present=_counted(seats.filter(status="present"), models.Count("pk")),
            held=_counted(queue.offered(), Sum("seats")),
            waiting=_counted(queue.standing(), models.Count("pk")),
        )


def _counted(places, aggregate):
    grouped = places.order_by().values("workshop").annotate(n=aggregate)
    return Coalesce(Subquery(grouped.values("n")), 0)


class Workshop(RuledModel):
    """A session of a collective workshop, on a day, from an hour to another."""

    code = models.CharField("code", max_length=30, null=True, blank=True)
    title = models.CharField("intitulé", max_length=150)
    themes = ThemesField(verbose_name="thèmes")
    theme_label = models.CharField("thème, en nos mots", max_length=150, blank=True)
    held_on = models.DateField("jour")
    starts_at = models.TimeField("début")
    ends_at = models.TimeField("fin")
    place = models.CharField("lieu", max_length=150, blank=True)
    commune = models.ForeignKey(
        Commune, models.PROTECT, verbose_name="commune", null=True, blank=True, related_name="+"
    )
    host_name = models.CharField("animé par", max_length=100, blank=True)
    capacity = models.PositiveSmallIntegerField("places", null=True, blank=True)
    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name="point d’accueil", related_name="workshops"
    )
    cancelled_at = models.DateTimeField("annulé le", null=True, blank=True)
    cancel_reason = models.CharField("motif de l’annulation", max_length=150, blank=True)
    type = models.ForeignKey(
        WorkshopType,
        models.PROTECT,
        verbose_name="atelier du programme",
        null=True,
        blank=True,
        related_name="workshops",
    )
    cycle = models.ForeignKey(
        Cycle,
        models.PROTECT,
        verbose_name="cycle",
        null=True,
        blank=True,
        related_name="workshops",
    )
    room = models.ForeignKey(
        Room,
        models.PROTECT,
        verbose_name="salle",
        null=True,
        blank=True,
        related_name="workshops",
    )
    host = models.ForeignKey(
        User,
        models.PROTECT,
        verbose_name="animé par (équipe)",
        null=True,
        blank=True,
        related_name="workshops",
    )
    computers = models.PositiveSmallIntegerField("ordinateurs", null=True, blank=True)
    level = models.CharField("niveau", max_length=20, choices=Level, blank=True)
    equipment = EquipmentField(verbose_name="matériel utilisé")
    is_public = models.BooleanField("annoncé au public", default=True)
    funder = models.ForeignKey(
        Funder,
        models.PROTECT,
        verbose_name="financé par",
        null=True,
        blank=True,
        related_name="workshops",
    )
    walk_ins = models.PositiveSmallIntegerField("venus sans s’inscrire", default=0)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "atelier", "ateliers"
        triggers = [workshop_takes_its_place]
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
        """Of a workshop read `with_counts`; None when the room has no limit.

        A place that is offered to somebody of the queue is not free.
        """
        if self.capacity is None:
            return None
        return max(self.capacity - self.seated - self.held, 0)

    @property
    def follows_whole(self) -> bool:
        """Whether one comes to all the sessions of its cycle, or to none."""
        return bool(self.cycle and self.cycle.as_a_whole)

    @property
    def theme_names(self) -> str:
        return in_words(self.themes)

    @property
    def equipment_names(self) -> str:
        return equipment_in_words(self.equipment)

    @property
    def where(self) -> str:
        """The place as somebody is told it: the room, then the site or what was written."""
        place = self.place or self.site.address or self.site.name
        return f"{self.room.name}, {place}" if self.room else place

    @property
    def begins(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.held_on, self.starts_at))

    @property
    def ends(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.held_on, self.ends_at))

    @property
    def minutes(self) -> int:
        return minutes_of(self.ends - self.begins)
