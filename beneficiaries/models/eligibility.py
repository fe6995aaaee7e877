"""What was found of somebody on a day, what was decided, and who looked again."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from beneficiaries.triggers import of_a_standing_file, seen
from beneficiaries.triggers_eligibility import FINDING_OF_ITS_VERSION
from pimms.kernel.money import MoneyField
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import after_rows, append_only

from .people import Beneficiary
from .programme import Criterion, ProgrammeVersion
from .referrals import Referral


class AssessmentQuerySet(models.QuerySet):
    def positive(self):
        return self.exclude(outcome=Assessment.Outcome.NOT_ELIGIBLE)

    def unopened(self):
        """Those that no twelve months were opened on."""
        return self.filter(enrolment=None)

    def settled(self):
        """Those that wait for nobody's signature and were not sent back."""
        Signature = Assessment.Signature
        return self.filter(signature__in=[Signature.NOT_ASKED, Signature.SIGNED])

    def standing_on(self, day):
        """Positive, signed where it must be, and still valid."""
        return self.positive().settled().filter(assessed_on__lte=day, valid_until__gte=day)

    def to_sign_by(self, user):
        """A counsellor's are signed by the director; the director's own by any colleague."""
        waiting = self.filter(signature=Assessment.Signature.AWAITED).exclude(assessed_by=user)
        if user.is_director:
            return waiting
        return waiting.filter(assessed_by__role=User.Role.DIRECTOR)

    def newest_first(self):
        return self.order_by("-assessed_on", "-pk")


class Assessment(RuledModel):
    """A dated finding: on that day, for these reasons, the person was eligible or was not."""

    class Outcome(models.TextChoices):
        ELIGIBLE = "eligible", "Éligible"
        NOT_ELIGIBLE = "not_eligible", "Non éligible"
        WAIVED = "waived", "Dérogation"

    class Refusal(models.TextChoices):
        OUT_OF_AREA = "out_of_area", "Hors de la zone du programme"
        NO_HARDSHIP = "no_hardship", "Pas de fragilité constatée"
        ALREADY = "already", "Déjà inscrite"
        AGE = "age", "Condition d’âge non remplie"
        NO_REFERRAL = "no_referral", "Sans orientation"
        OTHER = "other", "Autre motif"

    # The same, as the letter says it to the person; « Autre » has its own words.
    TO_THE_PERSON = {
        Refusal.OUT_OF_AREA: "Vous habitez hors de la zone du programme.",
        Refusal.NO_HARDSHIP: "Vos ressources dépassent les limites du programme.",
        Refusal.ALREADY: "Vous êtes déjà inscrit ou inscrite au programme.",
        Refusal.AGE: "Le programme a une condition d’âge.",
        Refusal.NO_REFERRAL: "Il faut d’abord être orienté ou orientée par un travailleur social.",
    }

    class Signature(models.TextChoices):
        NOT_ASKED = "not_asked", "Sans seconde signature"
        AWAITED = "awaited", "À signer"
        SIGNED = "signed", "Signé"
        SENT_BACK = "sent_back", "Renvoyé"

    beneficiary = models.ForeignKey(Beneficiary, models.PROTECT, related_name="assessments")
    version = models.ForeignKey(
        ProgrammeVersion,
        models.PROTECT,
        verbose_name="version du programme",
        related_name="assessments",
    )
    referral = models.ForeignKey(
        Referral,
        models.PROTECT,
        verbose_name="orientation",
        null=True,
        blank=True,
        related_name="assessments",
    )
    assessed_on = models.DateField("établi le")
    assessed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="établi par", related_name="+"
    )
    valid_until = models.DateField("valable jusqu’au")
    persons = models.PositiveSmallIntegerField("personnes au foyer", default=1)
    opens_on = models.DateField("premier jour demandé", null=True, blank=True)
    criteria = ArrayField(
        models.CharField(max_length=40), verbose_name="critères constatés", default=list, blank=True
    )
    outcome = models.CharField("conclusion", max_length=20, choices=Outcome)
    refusal = models.CharField("motif du refus", max_length=20, choices=Refusal, blank=True)
    reason = models.CharField("motif", max_length=300, blank=True)
    reorientation = models.CharField("réorientation", max_length=300, blank=True)
    signature = models.CharField(
        "seconde signature", max_length=20, choices=Signature, default=Signature.NOT_ASKED
    )
    signed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="relu par", null=True, blank=True, related_name="+"
    )
    signed_on = models.DateField("relu le", null=True, blank=True)
    sent_back_for = models.CharField("renvoyé pour", max_length=300, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "examen des droits", "examens des droits"
        indexes = [
            models.Index(name="assessment_by_day", fields=["assessed_on"]),
            models.Index(
                name="assessment_to_sign", fields=["signature"], condition=Q(signature="awaited")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="assessment_eligible_on_a_criterion",
                condition=~Q(outcome="eligible") | Q(criteria__len__gt=0),
                violation_error_message="Au moins un critère fonde l’éligibilité.",
            ),
            models.CheckConstraint(
                name="assessment_exception_with_a_reason",
                condition=Q(outcome="eligible") | ~Q(reason=""),
                violation_error_message="Un refus ou une dérogation dit son motif.",
            ),
            models.CheckConstraint(
                name="assessment_refused_with_a_code",
                condition=Q(outcome="not_eligible") & ~Q(refusal="")
                | ~Q(outcome="not_eligible") & Q(refusal=""),
                violation_error_message="Un refus porte un motif de la liste, et lui seul.",
            ),
            models.CheckConstraint(
                name="assessment_valid_from_its_day",
                condition=Q(valid_until__gte=F("assessed_on")),
                violation_error_message="Un examen vaut au moins le jour où il est établi.",
            ),
            models.CheckConstraint(
                name="assessment_of_somebody",
                condition=Q(persons__gte=1),
                violation_error_message="Le foyer compte au moins une personne.",
            ),
            models.CheckConstraint(
                name="assessment_signed_by_another",
                condition=Q(signed_by=None) | ~Q(signed_by=F("assessed_by")),
                violation_error_message="La seconde signature est celle d’une autre personne.",
            ),
            models.CheckConstraint(
                name="assessment_signature_dated",
                condition=Q(signature__in=["not_asked", "awaited"], signed_by=None, signed_on=None)
                | Q(
                    signature__in=["signed", "sent_back"],
                    signed_by__isnull=False,
                    signed_on__isnull=False,
                ),
                violation_error_message="Une signature porte un nom et une date.",
            ),
            models.CheckConstraint(
                name="assessment_sent_back_with_a_reason",
                condition=Q(signature="sent_back") & ~Q(sent_back_for="")
                | ~Q(signature="sent_back") & Q(sent_back_for=""),
                violation_error_message="Un examen renvoyé dit pourquoi.",
            ),
        ]
        triggers = [
            of_a_standing_file("assessment"),
            *seen("assessment", "SELECT beneficiary_id AS person, assessed_on AS day FROM fresh"),
            pgtrigger.Protect(
                name="assessment_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "version",
                    "assessed_on",
                    "assessed_by",
                    "valid_until",
                    "persons",
                    "criteria",
                    "outcome",
                    "refusal",
                    "reason",
                    "reorientation",
                ),
            ),
            pgtrigger.Protect(name="assessment_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.beneficiary}\u202f: {self.get_outcome_display()}"

    @property
    def is_positive(self) -> bool:
        return self.outcome != self.Outcome.NOT_ELIGIBLE

    @property
    def refusal_to_the_person(self) -> str:
        """Why not, in whole sentences."""
        why = self.TO_THE_PERSON.get(self.refusal, "")
        more = self.reason if self.reason != self.get_refusal_display() else ""
        return f"{why} {more}".strip()

    @property
    def criteria_in_words(self) -> str:
        labels = {criterion.code: criterion.label for criterion in self.version.criteria.all()}
        return ", ".join(labels.get(code, code) for code in self.criteria)


class Finding(RuledModel):
    """What was seen for one criterion: the kind of paper, never the paper.

    Of a budget the band alone is kept; of a family quotient the attestation's figure.
    """

    class Band(models.TextChoices):
        UNDER_5 = "under_5", "moins de 5\u202f€ par jour"
        FROM_5 = "5_to_10", "de 5 à 10\u202f€ par jour"
        FROM_10 = "10_to_15", "de 10 à 15\u202f€ par jour"
        OVER_15 = "over_15", "plus de 15\u202f€ par jour"

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="findings")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="findings")
    met = models.BooleanField("rempli")
    value = MoneyField("montant de l’attestation", null=True, blank=True)
    band = models.CharField("tranche", max_length=10, choices=Band, blank=True)
    threshold = MoneyField("seuil appliqué", null=True, blank=True)
    proof = models.CharField("justificatif", max_length=120, blank=True)
    seen_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="vu par", null=True, blank=True, related_name="+"
    )
    seen_on = models.DateField("vu le", null=True, blank=True)
    proof_valid_until = models.DateField("valable jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "constat", "constats"
        constraints = [
            models.UniqueConstraint(
                name="finding_once_a_criterion",
                fields=["assessment", "criterion"],
                violation_error_message="Ce critère est déjà constaté dans cet examen.",
            ),
            models.CheckConstraint(
                name="finding_met_was_seen",
                condition=Q(met=False) | Q(seen_on__isnull=False),
                violation_error_message="Ce qui est constaté a été vu un jour.",
            ),
            models.CheckConstraint(
                name="finding_seen_by_somebody",
                condition=Q(seen_on=None, seen_by=None)
                | Q(seen_on__isnull=False, seen_by__isnull=False),
                violation_error_message="Un justificatif est vu par quelqu’un, un jour.",
            ),
            models.CheckConstraint(
                name="finding_proof_valid_when_seen",
                condition=Q(proof_valid_until=None) | Q(proof_valid_until__gte=F("seen_on")),
                violation_error_message="Ce justificatif n’était plus valable le jour où il a été"
                " vu.",
            ),
            models.CheckConstraint(
                name="finding_value_not_negative",
                condition=Q(value=None) | Q(value__gte=0),
                violation_error_message="Ce montant n’est pas négatif.",
            ),
        ]
        triggers = [
            *append_only("finding"),
            after_rows("finding_of_its_version", FINDING_OF_ITS_VERSION),
        ]

    def __str__(self):
        return str(self.criterion)

    def holds_on(self, day) -> bool:
        """Whether the paper that was seen is still valid that day."""
        return self.met and bool(self.proof_valid_until) and self.proof_valid_until >= day
