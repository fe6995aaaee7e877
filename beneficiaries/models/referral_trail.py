"""What gathers on a referral on its way: its steps, messages, papers and calls; and its drafts."""

import uuid

from django.db import models
from django.db.models import Q

from accounts.models import User
from partners.models import Organisation
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only

from .referrals import Referral


class ReferralStep(RuledModel):
    """The referral entered a state on a day."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="steps")
    status = models.CharField("état", max_length=20, choices=Referral.Status)
    on = models.DateField("le")
    by = models.ForeignKey(
        User, models.PROTECT, verbose_name="par", null=True, blank=True, related_name="+"
    )
    words = models.CharField("précision", max_length=300, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "étape d’une orientation", "étapes des orientations"
        triggers = append_only("referral_step")
        indexes = [models.Index(name="referral_step_by_day", fields=["on", "status"])]

    def __str__(self):
        return f"{self.get_status_display()}, {self.on:%d/%m/%Y}"


class ReferralMessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The house's own notes stay in the house."""
        return self.filter(is_internal=False) if user.is_social_worker else self

    def unread_by_us(self):
        return self.filter(read_at=None, written_by__role=User.Role.SOCIAL_WORKER)

    def unread_by_them(self):
        return self.filter(read_at=None, is_internal=False).exclude(
            written_by__role=User.Role.SOCIAL_WORKER
        )


class ReferralMessage(RuledModel):
    """A word between the referrer and us, or a note among ourselves."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="messages")
    text = models.CharField("message", max_length=1000)
    is_internal = models.BooleanField("note interne", default=False)
    written_by = models.ForeignKey(User, models.PROTECT, verbose_name="de", related_name="+")
    at = models.DateTimeField("écrit le")
    read_at = models.DateTimeField("lu le", null=True, blank=True)

    objects = ReferralMessageQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "message", "messages"
        indexes = [
            models.Index(
                name="referral_message_unread", fields=["referral"], condition=Q(read_at=None)
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="referral_message_says_something",
                condition=Q(text__regex=r"\S"),
                violation_error_message="Écrivez le message.",
            )
        ]

    def __str__(self):
        return self.text


class ReferralAttachment(RuledModel):
    """A paper joined to a referral, for as long as it takes to decide; then only its name stays."""

    MEGABYTES = 5

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        JPEG = "jpg", "JPEG"
        PNG = "png", "PNG"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="attachments")
    name = models.CharField("intitulé", max_length=120)
    kind = models.CharField("format", max_length=4, choices=Kind)
    size = models.PositiveIntegerField("taille, en octets")
    file = models.FileField("fichier", upload_to="referrals/", blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, verbose_name="joint par", related_name="+")
    added_on = models.DateField("joint le")
    purged_on = models.DateField("effacé le", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "papier joint", "papiers joints"
        constraints = [
            models.CheckConstraint(
                name="referral_attachment_size",
                condition=Q(size__gt=0) & Q(size__lte=5 * 1024 * 1024),
                violation_error_message="Un papier joint pèse cinq mégaoctets au plus, et n’est pas"
                " vide.",
            ),
            models.CheckConstraint(
                name="referral_attachment_there_or_purged",
                condition=Q(purged_on=None) & ~Q(file="") | Q(purged_on__isnull=False, file=""),
                violation_error_message="Un papier effacé n’a plus de fichier.",
            ),
        ]

    def __str__(self):
        return self.name


class ReferralCall(RuledModel):
    """Somebody rang the person about their referral."""

    class Result(models.TextChoices):
        REACHED = "reached", "Jointe"
        NO_ANSWER = "no_answer", "Pas de réponse"
        MESSAGE = "message", "Message laissé"
        WRONG_NUMBER = "wrong_number", "Mauvais numéro"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="calls")
    result = models.CharField("résultat", max_length=12, choices=Result)
    note = models.CharField("à noter", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+")
    at = models.DateTimeField("le")

    class Meta:
        verbose_name, verbose_name_plural = "appel", "appels"
        triggers = append_only("referral_call")

    def __str__(self):
        return f"{self.get_result_display()}, {self.at:%d/%m/%Y}"


class ReferralDraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A draft is its organisation's; nobody of the house sees it."""
        return self.filter(organisation__in=Organisation.objects.of(user))


class ReferralDraft(RuledModel):
    """A referral that is not sent: the fields as they were typed, right or not."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisme", related_name="referral_drafts"
    )
    author = models.ForeignKey(User, models.PROTECT, verbose_name="de", related_name="+")
    fields = models.JSONField("champs")
    saved_on = models.DateField("enregistré le")

    objects = ReferralDraftQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "brouillon d’orientation", "brouillons d’orientations"

    def __str__(self):
        typed = [self.fields.get(name, "") for name in ("last_name", "first_name")]
        return " ".join(word for word in typed if word) or "Sans nom"
