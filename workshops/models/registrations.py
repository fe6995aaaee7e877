"""Who has a seat in a workshop, who waits for one, and whether they came."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from beneficiaries import telling
from beneficiaries.models import Beneficiary, Referral
from beneficiaries.triggers import of_a_standing_file, seen
from pimms.kernel import discretion, phones
from pimms.kernel.rules import RuledModel

from .sessions import FREED, Workshop

_ONE_OF_TWO = Q(beneficiary=None, guest__isnull=False) | Q(beneficiary__isnull=False, guest=None)


class Guest(RuledModel):
    """Somebody without a file: a name and a telephone, no more."""

    last_name = models.CharField("nom", max_length=100)
    first_name = models.CharField("prénom", max_length=100, blank=True)
    phone = models.CharField("téléphone", max_length=16, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    # Of the public page: sent twice, one seat.
    key = models.UUIDField("clé d’envoi", null=True, blank=True, editable=False)

    gender = ""  # not asked; see `files.agreed`

    class Meta:
        verbose_name, verbose_name_plural = "invité", "invités"
        constraints = [
            models.UniqueConstraint(
                name="guest_sent_once",
                fields=["key"],
                violation_error_message="Cette inscription est déjà partie.",
            ),
            models.CheckConstraint(
                name="guest_has_a_name",
                condition=Q(last_name__regex=r"\w"),
                violation_error_message="Indiquez au moins un nom.",
            ),
            phones.rule("guest_phone_international"),
        ]

    def __str__(self):
        return discretion.named(self.last_name, self.first_name)


class _Somebody(RuledModel):
    """A person with a file or a guest, alone or with somebody beside them."""

    beneficiary = models.ForeignKey(
        Beneficiary,
        models.PROTECT,
        verbose_name="personne",
        null=True,
        blank=True,
        related_name="%(class)ss",
    )
    guest = models.ForeignKey(
        Guest,
        models.PROTECT,
        verbose_name="personne sans dossier",
        null=True,
        blank=True,
        related_name="%(class)ss",
    )
    seats = models.PositiveSmallIntegerField("places", default=1)
    referral = models.ForeignKey(
        Referral,
        models.PROTECT,
        verbose_name="demandée par le référent de l’orientation",
        null=True,
        blank=True,
        related_name="%(class)ss",
    )

    class Meta:
        abstract = True

    @property
    def who(self) -> Beneficiary | Guest:
        return self.beneficiary or self.guest

    @property
    def has_companion(self) -> bool:
        return self.seats > 1


_ATTENDANCE = """
SELECT f.beneficiary_id AS person, w.held_on AS day
FROM fresh f JOIN workshops_workshop w ON w.id = f.workshop_id WHERE f.status = 'present'
"""


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see every seat; a social worker those that their referrals asked for, where the
        person lets them know of workshops."""
        if user.is_social_worker:
            told = telling.agreed(Referral.Step.WORKSHOP, of="referral__")
            return self.filter(told, referral__in=Referral.objects.visible_to(user))
        return self

    def standing(self):
        """Those that hold a seat: neither cancelled nor taken back."""
        return self.exclude(status__in=FREED)

    def freed(self):
        return self.filter(status__in=FREED)

    def by_name(self):
        """As a list at the door: by the people's names, guests last."""
        return self.select_related("beneficiary", "guest").order_by(
            "beneficiary__last_key",
            "beneficiary__first_key",
            "guest__last_name",
            "guest__first_name",
            "pk",
        )

    def latest_first(self):
        return self.select_related("workshop").order_by(
            "-workshop__held_on", "-workshop__starts_at", "-pk"
        )


class Registration(_Somebody):
    """Somebody's seat in a workshop, and whether they came."""

    class Status(models.TextChoices):
        REGISTERED = "registered", "Inscrite"
        PRESENT = "present", "Présente"
        ABSENT = "absent", "Absente"
        EXCUSED = "excused", "Excusée"
        CANCELLED = "cancelled", "A annulé"
        REVOKED = "revoked", "Annulée par nous"

    workshop = models.ForeignKey(
        Workshop, models.PROTECT, verbose_name="atelier", related_name="registrations"
    )
    status = models.CharField("présence", max_length=20, choices=Status, default=Status.REGISTERED)
    is_late = models.BooleanField("en retard", default=False)
    arrived_at = models.DateTimeField("arrivée à", null=True, blank=True)
    cancel_reason = models.CharField("motif", max_length=150, blank=True)
    reminded_at = models.DateTimeField("rappel décidé le", null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "participation", "participations"
        constraints = [
            models.UniqueConstraint(
                name="registration_once_a_workshop",
                fields=["workshop", "beneficiary"],
                condition=~Q(status__in=FREED),
                violation_error_message="Cette personne est déjà inscrite à cet atelier.",
            ),
            models.UniqueConstraint(
                name="registration_once_a_guest",
                fields=["workshop", "guest"],
                condition=~Q(status__in=FREED),
                violation_error_message="Cette personne sans dossier est déjà inscrite à cet"
                " atelier.",
            ),
            models.CheckConstraint(
                name="registration_status_known",
                condition=Q(
                    status__in=[
                        "registered",
                        "present",
                        "absent",
                        "excused",
                        "cancelled",
                        "revoked",
                    ]
                ),
                violation_error_message="Une personne est inscrite, présente ou absente.",
            ),  # fmt: skip
            models.CheckConstraint(
                name="registration_of_somebody",
                condition=_ONE_OF_TWO,
                violation_error_message="Une place est celle d’une personne, avec ou sans dossier.",
            ),
            models.CheckConstraint(
                name="registration_referred_with_a_file",
                condition=Q(referral=None) | Q(beneficiary__isnull=False),
                violation_error_message="Une place demandée par un référent est celle de la"
                " personne orientée.",
            ),
            models.CheckConstraint(
                name="registration_of_one_or_two",
                condition=Q(seats__gte=1, seats__lte=2),
                violation_error_message="Une personne vient seule ou avec quelqu’un.",
            ),
            models.CheckConstraint(
                name="registration_late_when_present",
                condition=Q(is_late=False) | Q(status="present"),
                violation_error_message="Une personne en retard est présente.",
            ),
            models.CheckConstraint(
                name="registration_revoked_with_a_reason",
                condition=~Q(status="revoked") | ~Q(cancel_reason=""),
                violation_error_message="Dites pourquoi nous reprenons cette place.",
            ),
        ]
        triggers = [
            of_a_standing_file("registration"),
            *seen("registration", _ATTENDANCE, on_update=True),
        ]

    def __str__(self):
        return f"{self.who}, {self.workshop}"

    def outweighs(self, other: "Registration") -> bool:
        """Of two seats of one person who had two files: whoever came was there."""
        weight = ("registered", "excused", "absent", "present").index
        return weight(self.status) > weight(other.status)


class WaitingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As for seats."""
        if user.is_social_worker:
            told = telling.agreed(Referral.Step.WORKSHOP, of="referral__")
            return self.filter(told, referral__in=Referral.objects.visible_to(user))
        return self

    def standing(self):
        """Those who still want a place, offered or not."""
        return self.filter(status__in=["waiting", "offered"])

    def offered(self):
        return self.filter(status="offered")

    def in_order(self):
        """Who comes first: those who never came to a workshop, then in order of arrival."""
        return self.order_by("came_before", "rank", "pk")


class Waiting(_Somebody):
    """Somebody's place in the queue of a full workshop."""

    class Status(models.TextChoices):
        WAITING = "waiting", "En attente"
        OFFERED = "offered", "Place proposée"
        SEATED = "seated", "Place prise"
        DECLINED = "declined", "Place refusée"
        EXPIRED = "expired", "Sans réponse"
        LEFT = "left", "S’est retirée"

    workshop = models.ForeignKey(
        Workshop, models.PROTECT, verbose_name="atelier", related_name="queue"
    )
    rank = models.PositiveIntegerField("ordre d’arrivée")
    came_before = models.BooleanField("est déjà venue à un atelier")
    joined_at = models.DateTimeField("inscrite en attente le")
    status = models.CharField("état", max_length=20, choices=Status, default=Status.WAITING)
    offered_at = models.DateTimeField("place proposée le", null=True, blank=True)
    expires_at = models.DateTimeField("réponse attendue avant le", null=True, blank=True)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "attente", "attentes"
        indexes = [
            models.Index(
                name="waiting_for_an_answer", fields=["expires_at"], condition=Q(status="offered")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="waiting_rank_unique",
                fields=["workshop", "rank"],
                violation_error_message="Cette place dans la file vient d’être prise\u202f:"
                " recommencez.",
            ),
            models.UniqueConstraint(
                name="waiting_once_a_workshop",
                fields=["workshop", "beneficiary"],
                condition=Q(status__in=["waiting", "offered"]),
                violation_error_message="Cette personne est déjà dans la liste d’attente.",
            ),
            models.CheckConstraint(
                name="waiting_of_somebody",
                condition=_ONE_OF_TWO,
                violation_error_message="Une attente est celle d’une personne, avec ou sans"
                " dossier.",
            ),
            models.CheckConstraint(
                name="waiting_referred_with_a_file",
                condition=Q(referral=None) | Q(beneficiary__isnull=False),
                violation_error_message="Une attente demandée par un référent est celle de la"
                " personne orientée.",
            ),
            models.CheckConstraint(
                name="waiting_of_one_or_two",
                condition=Q(seats__gte=1, seats__lte=2),
                violation_error_message="Une personne attend seule ou avec quelqu’un.",
            ),
            models.CheckConstraint(
                name="waiting_status_known",
                condition=Q(
                    status__in=["waiting", "offered", "seated", "declined", "expired", "left"]
                ),
                violation_error_message="Cet état de la liste d’attente n’existe pas.",
            ),
            models.CheckConstraint(
                name="waiting_offer_has_an_end",
                condition=~Q(status="offered")
                | Q(offered_at__isnull=False, expires_at__gt=F("offered_at")),
                violation_error_message="Une place proposée l’est jusqu’à une heure dite.",
            ),
        ]
        triggers = [of_a_standing_file("workshop_waiting")]

    def __str__(self):
        return f"{self.who}, {self.workshop}"

    def is_offered(self, *, at: datetime) -> bool:
        """Whether the seat is kept for them at that instant."""
        offered = self.status == self.Status.OFFERED
        return offered and self.expires_at is not None and at < self.expires_at

    def outweighs(self, other: "Waiting") -> bool:
        """Of two places of one person who had two files: the place offered, then the first."""
        return (self.status != "offered", self.rank) < (other.status != "offered", other.rank)
