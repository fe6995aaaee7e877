"""What people were told of a session: who, when, which way, and what came of it."""

from django.db import models
from django.db.models import Q

from accounts.models import User
from pimms.kernel.messengers import Way
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only

from .registrations import Registration, Waiting


class MessageQuerySet(models.QuerySet):
    def settled(self):
        """Those after which nobody need be called again."""
        return self.filter(result__in=["sent", "reached"])

    def latest_first(self):
        return self.select_related("by").order_by("-at", "-pk")


class Message(RuledModel):
    """Somebody was written to or called. Rows are added, never changed."""

    class Purpose(models.TextChoices):
        REMINDER = "reminder", "Rappel"
        OFFER = "offer", "Place proposée"
        CANCELLATION = "cancellation", "Séance annulée"

    Way = Way

    class Result(models.TextChoices):
        SENT = "sent", "Envoyé"
        FAILED = "failed", "Non parti"
        REACHED = "reached", "Prévenue"
        NO_ANSWER = "no_answer", "Pas de réponse"
        VOICEMAIL = "voicemail", "Message laissé"
        WRONG_NUMBER = "wrong_number", "Mauvais numéro"

    registration = models.ForeignKey(
        Registration, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    waiting = models.ForeignKey(
        Waiting, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    purpose = models.CharField("objet", max_length=20, choices=Purpose)
    way = models.CharField("moyen", max_length=10, choices=Way)
    result = models.CharField("résultat", max_length=20, choices=Result)
    note = models.CharField("note", max_length=150, blank=True)
    at = models.DateTimeField("instant")
    by = models.ForeignKey(
        User, models.PROTECT, verbose_name="par", null=True, blank=True, related_name="+"
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "message", "messages"
        triggers = append_only("message")
        constraints = [
            models.CheckConstraint(
                name="message_to_a_seat_or_to_the_queue",
                condition=Q(registration=None, waiting__isnull=False)
                | Q(registration__isnull=False, waiting=None),
                violation_error_message="Un message va à une personne inscrite ou en attente.",
            ),
            models.CheckConstraint(
                name="message_result_of_its_way",
                condition=Q(way__in=["email", "sms"], result__in=["sent", "failed"])
                | Q(
                    way="call",
                    result__in=["reached", "no_answer", "voicemail", "wrong_number"],
                ),
                violation_error_message="Ce résultat n’est pas celui de ce moyen.",
            ),
            models.CheckConstraint(
                name="message_purpose_known",
                condition=Q(purpose__in=["reminder", "offer", "cancellation"]),
                violation_error_message="L’objet de ce message n’existe pas.",
            ),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()}, {self.get_way_display().lower()}"
