"""What is offered again and again: types of workshops, rooms, and cycles of sessions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Site
from funding.models import Funder
from pimms.kernel.models import Squash
from pimms.kernel.rules import RuledModel
from workshops.levels import Equipment, Level
from workshops.themes import Theme, in_words


def ThemesField(**options):
    return ArrayField(models.CharField(max_length=40, choices=Theme), **options)


def EquipmentField(**options):
    return ArrayField(
        models.CharField(max_length=20, choices=Equipment), default=list, blank=True, **options
    )


class WorkshopTypeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.none() if user.is_social_worker else self

    def offered(self):
        """Those that are still planned, by name."""
        return self.filter(withdrawn_on=None).order_by("name")


class WorkshopType(RuledModel):
    """A workshop as it is written in the programme: what it teaches, to whom, with what."""

    name = models.CharField("intitulé", max_length=150)
    level = models.CharField("niveau", max_length=20, choices=Level, blank=True)
    themes = ThemesField(verbose_name="thèmes")
    equipment = EquipmentField(verbose_name="matériel utilisé")
    prerequisites = models.CharField("ce qu’il faut savoir avant", max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField("durée, en minutes", default=120)
    capacity = models.PositiveSmallIntegerField("places", null=True, blank=True)
    poster_text = models.TextField("texte de l’affiche", max_length=600, blank=True)
    funder = models.ForeignKey(
        Funder,
        models.PROTECT,
        verbose_name="financé par",
        null=True,
        blank=True,
        related_name="workshop_types",
    )
    withdrawn_on = models.DateField("retiré du programme le", null=True, blank=True)

    objects = WorkshopTypeQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "atelier type", "ateliers types"
        constraints = [
            models.UniqueConstraint(
                Squash(F("name")),
                name="workshop_type_name_unique",
                violation_error_message="Un atelier du programme porte déjà ce nom.",
            ),
            models.CheckConstraint(
                name="workshop_type_themes_known",
                condition=Q(themes__contained_by=Theme.values, themes__len__gt=0),
                violation_error_message="Au moins un thème, parmi ceux de la médiation numérique.",
            ),
            models.CheckConstraint(
                name="workshop_type_lasts_up_to_a_day",
                condition=Q(minutes__gte=15, minutes__lte=600),
                violation_error_message="Un atelier dure de 15 minutes à 10 heures.",
            ),
            models.CheckConstraint(
                name="workshop_type_has_places",
                condition=Q(capacity=None) | Q(capacity__gt=0),
                violation_error_message="Un atelier a au moins une place.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def theme_names(self) -> str:
        return in_words(self.themes)


class RoomQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.none() if user.is_social_worker else self

    def in_order(self):
        return self.select_related("site").order_by("site__name", "name", "pk")

    def in_use(self):
        return self.filter(closed_on=None).in_order()


class Room(RuledModel):
    """A room of a site, with its chairs and its computers."""

    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name="point d’accueil", related_name="rooms"
    )
    name = models.CharField("nom", max_length=100)
    seats = models.PositiveSmallIntegerField("places assises")
    computers = models.PositiveSmallIntegerField("ordinateurs", default=0)
    closed_on = models.DateField("fermée depuis le", null=True, blank=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "salle", "salles"
        constraints = [
            models.UniqueConstraint(
                F("site"),
                Squash(F("name")),
                name="room_name_unique_in_its_site",
                violation_error_message="Une salle de ce point d’accueil porte déjà ce nom.",
            ),
            models.CheckConstraint(
                name="room_has_seats",
                condition=Q(seats__gt=0),
                violation_error_message="Une salle a au moins une place assise.",
            ),
        ]

    def __str__(self):
        return self.name


class CycleQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.none() if user.is_social_worker else self


class Cycle(RuledModel):
    """Sessions that follow one another, every week or every fortnight, on given weekdays."""

    class Every(models.IntegerChoices):
        WEEK = 1, "Chaque semaine"
        FORTNIGHT = 2, "Une semaine sur deux"

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "lundi"
        TUESDAY = 1, "mardi"
        WEDNESDAY = 2, "mercredi"
        THURSDAY = 3, "jeudi"
        FRIDAY = 4, "vendredi"
        SATURDAY = 5, "samedi"
        SUNDAY = 6, "dimanche"

    title = models.CharField("intitulé", max_length=150)
    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name="point d’accueil", related_name="cycles"
    )
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday), verbose_name="jours de la semaine"
    )
    every = models.PositiveSmallIntegerField("rythme", choices=Every, default=Every.WEEK)
    first_on = models.DateField("à partir du")
    last_on = models.DateField("jusqu’au")
    excluded_on = ArrayField(
        models.DateField(), verbose_name="dates écartées", default=list, blank=True
    )
    on_public_holidays = models.BooleanField("aussi les jours fériés", default=False)
    in_school_holidays = models.BooleanField("aussi pendant les vacances scolaires", default=False)
    as_a_whole = models.BooleanField("suivi en entier", default=False)

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "cycle d’ateliers", "cycles d’ateliers"
        constraints = [
            models.CheckConstraint(
                name="cycle_weekdays_known",
                condition=Q(weekdays__contained_by=list(range(7)), weekdays__len__gt=0),
                violation_error_message="Un cycle a lieu au moins un jour de la semaine.",
            ),
            models.CheckConstraint(
                name="cycle_every_week_or_fortnight",
                condition=Q(every__in=[1, 2]),
                violation_error_message="Un cycle revient chaque semaine ou une sur deux.",
            ),
            models.CheckConstraint(
                name="cycle_ends_after_start",
                condition=Q(last_on__gte=F("first_on")),
                violation_error_message="Le dernier jour ne précède pas le premier.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("workshops:cycle", args=[self.pk])

    @property
    def rhythm(self) -> str:
        """`Chaque semaine, le lundi et le jeudi`."""
        days = [self.Weekday(day).label for day in sorted(self.weekdays)]
        listed = " et ".join([", ".join(days[:-1]), days[-1]] if days[1:] else days)
        return f"{self.get_every_display()}, le {listed}"
