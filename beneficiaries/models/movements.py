"""What happens to somebody's rights after they were opened: dated, never changed afterwards."""

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from beneficiaries import triggers_entitlement as triggers
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only

from .enrolments import Enrolment


class ExtensionMotive(RuledModel):
    """A reason for which time may be added, and how much of it within one enrolment."""

    name = models.CharField("motif", max_length=120)
    max_days = models.PositiveSmallIntegerField(
        "jours au plus", help_text="En tout, pour une inscription. Un mois compte pour 31 jours."
    )
    max_times = models.PositiveSmallIntegerField("fois au plus", default=1)
    needs = models.CharField("ce qu’il faut avoir vu", max_length=200, blank=True)
    retired_on = models.DateField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "motif de prolongation", "motifs de prolongation"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="extension_motive_unique",
                fields=["name"],
                violation_error_message="Ce motif de prolongation existe déjà.",
            ),
            models.CheckConstraint(
                name="extension_motive_allows_something",
                condition=Q(max_days__gt=0, max_times__gt=0),
                violation_error_message="Un motif permet au moins un jour, une fois.",
            ),
        ]

    def __str__(self):
        return self.name


class Movement(RuledModel):
    """One decision about an enrolment. The end date is computed from those that stand.

    `effective_on` is the first day of what it says: without prices, with them again, or without
    rights at all. An undo is a movement of its own, of the latest that stands.
    """

    class Kind(models.TextChoices):
        SUSPENSION = "suspension", "Suspension"
        RESUMPTION = "resumption", "Reprise"
        EARLY_END = "early_end", "Fin anticipée"
        EXTENSION = "extension", "Prolongation"
        UNDO = "undo", "Annulation"

    class Suspended(models.TextChoices):
        AWAY = "away", "Absence longue"
        HOSPITAL = "hospital", "Hospitalisation"
        PRISON = "prison", "Incarcération"
        ELSEWHERE = "elsewhere", "Déménagement provisoire"
        OTHER = "other", "Autre motif"

    class Ended(models.TextChoices):
        MARKET = "market", "Passage à une offre du marché"
        MOVED = "moved", "Déménagement"
        GAVE_UP = "gave_up", "Abandon"
        EXCLUDED = "excluded", "Exclusion"
        DIED = "died", "Décès"
        OTHER = "other", "Autre motif"

    # The months that could not be used are given back, unless the person chose to be away.
    PUSHING = frozenset({Suspended.HOSPITAL, Suspended.PRISON, Suspended.ELSEWHERE})

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inscription", related_name="movements"
    )
    kind = models.CharField("décision", max_length=20, choices=Kind)
    effective_on = models.DateField("à partir du", null=True, blank=True)
    motive = models.CharField("motif", max_length=20, blank=True)
    pushes = models.BooleanField("repousse la fin", default=False)
    extension_motive = models.ForeignKey(
        ExtensionMotive,
        models.PROTECT,
        verbose_name="motif de prolongation",
        null=True,
        blank=True,
        related_name="+",
    )
    months = models.PositiveSmallIntegerField("mois ajoutés", default=0)
    days = models.PositiveSmallIntegerField("jours ajoutés", default=0)
    undoes = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name="annule",
        null=True,
        blank=True,
        related_name="undone_by",
    )
    words = models.CharField("précision", max_length=300, blank=True)
    recorded_on = models.DateField("décidé le")
    recorded_at = models.DateTimeField("enregistré le", auto_now_add=True)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="décidé par", related_name="+"
    )

    class Meta:
        verbose_name, verbose_name_plural = "mouvement de droits", "mouvements de droits"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="movement_says_its_motive",
                condition=Q(
                    kind="suspension",
                    motive__in=["away", "hospital", "prison", "elsewhere", "other"],
                )
                | Q(
                    kind="early_end",
                    motive__in=["market", "moved", "gave_up", "excluded", "died", "other"],
                )
                | Q(kind__in=["resumption", "extension", "undo"], motive=""),
                violation_error_message="Une suspension ou une fin anticipée dit son motif.",
            ),
            models.CheckConstraint(
                name="movement_explains_another_motive",
                condition=~Q(motive="other") | ~Q(words=""),
                violation_error_message="Précisez en quelques mots cet autre motif.",
            ),
            models.CheckConstraint(
                name="movement_has_its_day",
                condition=Q(
                    kind__in=["suspension", "resumption", "early_end"], effective_on__isnull=False
                )
                | Q(kind__in=["extension", "undo"], effective_on=None),
                violation_error_message="Une suspension, une reprise, une fin ont leur jour.",
            ),
            models.CheckConstraint(
                name="movement_pushes_by_suspension",
                condition=Q(pushes=False) | Q(kind="suspension"),
                violation_error_message="Seule une suspension repousse la fin.",
            ),
            models.CheckConstraint(
                name="movement_extends_by_some_time",
                condition=Q(kind="extension", extension_motive__isnull=False)
                & (Q(days__gt=0) | Q(months__gt=0))
                | ~Q(kind="extension") & Q(extension_motive=None, days=0, months=0),
                violation_error_message="Une prolongation dit son motif et sa durée.",
            ),
            models.CheckConstraint(
                name="movement_undo_names_another",
                condition=Q(kind="undo", undoes__isnull=False) & ~Q(undoes=F("id"))
                | ~Q(kind="undo") & Q(undoes=None),
                violation_error_message="Une annulation désigne la décision qu’elle annule.",
            ),
        ]
        triggers = [
            triggers.movement_is_possible,
            triggers.movement_moves_the_end,
            *append_only("movement"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.enrolment})"

    @property
    def motive_in_words(self) -> str:
        if self.kind == self.Kind.EXTENSION:
            return str(self.extension_motive)
        labels = self.Suspended if self.kind == self.Kind.SUSPENSION else self.Ended
        return labels(self.motive).label if self.motive else ""

    @property
    def length_in_words(self) -> str:
        """`3 mois`, `15 jours`, `1 mois et 10 jours`; nothing when no time is added."""
        days = f"{self.days} jour{'s' if self.days > 1 else ''}" if self.days else ""
        return " et ".join(part for part in (self.months and f"{self.months} mois", days) if part)


class ExtensionRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.none() if user.is_social_worker else self

    def pending(self):
        return self.filter(outcome=ExtensionRequest.Outcome.PENDING)

    def decided(self):
        return self.exclude(outcome=ExtensionRequest.Outcome.PENDING)

    def in_detail(self):
        return self.select_related(
            "enrolment__beneficiary", "motive", "asked_by", "decided_by", "movement"
        )


class ExtensionRequest(RuledModel):
    """A counsellor asks for more time; the director grants it or offers another way."""

    class Outcome(models.TextChoices):
        PENDING = "pending", "À décider"
        GRANTED = "granted", "Accordée"
        REFUSED = "refused", "Refusée"

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inscription", related_name="extension_requests"
    )
    motive = models.ForeignKey(
        ExtensionMotive, models.PROTECT, verbose_name="motif", related_name="requests"
    )
    months = models.PositiveSmallIntegerField("mois demandés", default=0)
    days = models.PositiveSmallIntegerField("jours demandés", default=0)
    words = models.CharField("pourquoi", max_length=300)
    asked_on = models.DateField("demandée le")
    asked_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="demandée par", related_name="+"
    )
    outcome = models.CharField("décision", max_length=20, choices=Outcome, default=Outcome.PENDING)
    decided_on = models.DateField("décidée le", null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="décidée par", null=True, blank=True, related_name="+"
    )
    answer = models.CharField("motif de la décision", max_length=300, blank=True)
    alternative = models.CharField("autre solution proposée", max_length=300, blank=True)
    movement = models.OneToOneField(
        Movement,
        models.PROTECT,
        verbose_name="prolongation",
        null=True,
        blank=True,
        related_name="request",
    )

    objects = ExtensionRequestQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "demande de prolongation", "demandes de prolongation"
        constraints = [
            models.UniqueConstraint(
                name="extension_request_one_pending",
                fields=["enrolment"],
                condition=Q(outcome="pending"),
                violation_error_message="Une demande de prolongation attend déjà sa réponse.",
            ),
            models.CheckConstraint(
                name="extension_request_asks_for_some_time",
                condition=Q(days__gt=0) | Q(months__gt=0),
                violation_error_message="Indiquez la durée demandée, en mois ou en jours.",
            ),
            models.CheckConstraint(
                name="extension_request_decided_iff_closed",
                condition=Q(outcome="pending", decided_on=None, decided_by=None)
                | ~Q(outcome="pending") & Q(decided_on__isnull=False, decided_by__isnull=False),
                violation_error_message="Une décision porte une date et un nom.",
            ),
            models.CheckConstraint(
                name="extension_request_granted_by_a_movement",
                condition=Q(outcome="granted", movement__isnull=False)
                | ~Q(outcome="granted") & Q(movement=None),
                violation_error_message="Une prolongation accordée est un mouvement des droits.",
            ),
            models.CheckConstraint(
                name="extension_request_refused_with_a_reason",
                condition=~Q(outcome="refused") | ~Q(answer="") & ~Q(alternative=""),
                violation_error_message="Un refus dit pourquoi, et ce qui est proposé à la place.",
            ),
        ]

    def __str__(self):
        return f"Demande de prolongation ({self.enrolment})"

    length_in_words = Movement.length_in_words
