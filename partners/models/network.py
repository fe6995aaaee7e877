"""What is done to keep the network of partners alive."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import User
from pimms.kernel.rules import RuledModel

from .organisations import Organisation


class NetworkActionQuerySet(models.QuerySet):
    def of_year(self, year):
        return self.filter(held_on__year=year)


class NetworkAction(RuledModel):
    """A meeting, a presentation, a training: with whom, how long, how many, about what."""

    class Kind(models.TextChoices):
        MEETING = "meeting", "Réunion de partenaires"
        PRESENTATION = "presentation", "Présentation du programme"
        TRAINING = "training", "Formation donnée à des professionnels"
        EVENT = "event", "Événement, forum"

    class Topic(models.TextChoices):
        PROGRAMME = "programme", "Programme et tarif solidaire"
        REFERRING = "referring", "Orienter une personne"
        DIAGNOSIS = "diagnosis", "Repérer les difficultés numériques"
        PAPERWORK = "paperwork", "Démarches en ligne"
        SECURITY = "security", "Données personnelles et sécurité"
        EQUIPMENT = "equipment", "Équipement et connexion"
        COORDINATION = "coordination", "Coordination du territoire"

    kind = models.CharField("type", max_length=12, choices=Kind)
    title = models.CharField("intitulé", max_length=150)
    held_on = models.DateField("le")
    minutes = models.PositiveSmallIntegerField("durée en minutes")
    participants = models.PositiveSmallIntegerField("professionnels présents")
    topics = ArrayField(
        models.CharField(max_length=12, choices=Topic), verbose_name="sujets", default=list
    )
    organisations = models.ManyToManyField(
        Organisation, verbose_name="organismes", blank=True, related_name="network_actions"
    )
    note = models.CharField("à retenir", max_length=600, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = NetworkActionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "action de réseau", "actions de réseau"
        indexes = [models.Index(name="network_action_by_day", fields=["held_on", "id"])]
        constraints = [
            models.CheckConstraint(
                name="network_action_lasts",
                condition=Q(minutes__gte=5, minutes__lte=1440),
                violation_error_message="Une action dure de cinq minutes à une journée.",
            ),
            models.CheckConstraint(
                name="network_action_gathers",
                condition=Q(participants__gte=1),
                violation_error_message="Une action réunit au moins une personne.",
            ),
            models.CheckConstraint(
                name="network_action_has_a_topic",
                condition=Q(topics__len__gte=1),
                violation_error_message="Une action a au moins un sujet.",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def topics_in_words(self) -> list[str]:
        return [self.Topic(code).label for code in self.topics]
