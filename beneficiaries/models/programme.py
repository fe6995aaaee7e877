"""The programme's rules by version, and the catalogue of criteria that each version reads."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.urls import reverse

from beneficiaries.eligibility import Rule, threshold_for
from pimms.kernel.money import MoneyField
from pimms.kernel.periods import last_day
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only


class ProgrammeVersionQuerySet(models.QuerySet):
    def in_force_on(self, day):
        return self.filter(period__contains=day)

    def latest_first(self):
        """Those that were, are or will be in force; a version withdrawn before its day is none."""
        return self.filter(period__isempty=False).order_by("-period")


class ProgrammeVersion(RuledModel):
    """What the house asks of people over a period. Once written, its period alone may change."""

    class Opening(models.TextChoices):
        ADMISSION = "admission", "À l’admission"
        FIRST_PURCHASE = "first_purchase", "Au premier achat"

    name = models.CharField("nom", max_length=100)
    period = DateRangeField("en vigueur")
    opens = models.CharField(
        "ouverture des douze mois", max_length=20, choices=Opening, default=Opening.ADMISSION
    )
    referral_required = models.BooleanField("orientation obligatoire", default=False)
    referral_valid_months = models.PositiveSmallIntegerField(
        "validité d’une orientation, en mois", default=3
    )
    minimum_age = models.PositiveSmallIntegerField("âge minimum", default=16)
    required_count = models.PositiveSmallIntegerField("critères à réunir", default=1)
    assessment_valid_months = models.PositiveSmallIntegerField(
        "validité d’un examen, en mois", default=12
    )
    second_signature = models.BooleanField("seconde signature", default=False)
    capacity = models.PositiveIntegerField("personnes inscrites à la fois", null=True, blank=True)
    sample_percent = models.PositiveSmallIntegerField(
        "part relue chaque trimestre, en %", default=10
    )

    objects = ProgrammeVersionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "version du programme", "versions du programme"
        constraints = [
            ExclusionConstraint(
                name="programme_version_one_at_a_time",
                expressions=[("period", RangeOperators.OVERLAPS)],
                violation_error_message="Une autre version du programme est en vigueur sur cette"
                " période.",
            ),
            models.CheckConstraint(
                name="programme_version_has_a_first_day",
                condition=Q(period__isempty=True) | Q(period__lower_inf=False),
                violation_error_message="Une version du programme a un premier jour.",
            ),
            models.CheckConstraint(
                name="programme_version_asks_for_something",
                condition=Q(required_count__gte=1),
                violation_error_message="Il faut au moins un critère.",
            ),
            models.CheckConstraint(
                name="programme_version_validities_last",
                condition=Q(referral_valid_months__gte=1, assessment_valid_months__gte=1),
                violation_error_message="Une validité est d’au moins un mois.",
            ),
            models.CheckConstraint(
                name="programme_version_capacity_positive",
                condition=Q(capacity=None) | Q(capacity__gte=1),
                violation_error_message="Le programme accueille au moins une personne, ou n’a pas"
                " de limite.",
            ),
            models.CheckConstraint(
                name="programme_version_sample_is_a_share",
                condition=Q(sample_percent__lte=100),
                violation_error_message="La part relue est de cent pour cent au plus.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="programme_version_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["period"]),
            ),
            pgtrigger.Protect(name="programme_version_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("beneficiaries:programme_version", args=[self.pk])

    @property
    def last_day(self):
        return last_day(self.period)

    @property
    def opens_at_first_purchase(self) -> bool:
        return self.opens == self.Opening.FIRST_PURCHASE

    @property
    def rule(self) -> Rule:
        return Rule(
            minimum_age=self.minimum_age,
            referral_valid_months=self.referral_valid_months,
            referral_required=self.referral_required,
            required_count=self.required_count,
        )


class CriterionQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("position", "pk")


class Criterion(RuledModel):
    """One thing that may be found of somebody, as a version of the programme reads it."""

    class Kind(models.TextChoices):
        REFERRAL = "referral", "Orientation"
        PROOF = "proof", "Justificatif vu"
        FAMILY_QUOTIENT = "family_quotient", "Quotient familial sous un seuil"
        REST_TO_LIVE_ON = "rest_to_live_on", "Reste à vivre sous un seuil"
        INCOME = "income", "Ressources mensuelles sous un seuil"

    version = models.ForeignKey(ProgrammeVersion, models.PROTECT, related_name="criteria")
    code = models.CharField("code", max_length=40)
    label = models.CharField("libellé", max_length=120)
    kind = models.CharField("nature", max_length=20, choices=Kind, default=Kind.PROOF)
    proofs = models.TextField("justificatifs admis, un par ligne", blank=True)
    proof_valid_months = models.PositiveSmallIntegerField(
        "validité du justificatif, en mois", default=12
    )
    bears_nir = models.BooleanField(
        "porte le numéro de sécurité sociale\u202f: vu, non conservé", default=False
    )
    position = models.PositiveSmallIntegerField("rang", default=0)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "critère", "critères"
        constraints = [
            models.UniqueConstraint(
                name="criterion_once_a_version",
                fields=["version", "code"],
                violation_error_message="Ce critère est déjà dans cette version.",
            ),
            models.CheckConstraint(
                name="criterion_proof_lasts",
                condition=Q(proof_valid_months__gte=1),
                violation_error_message="Un justificatif vaut au moins un mois.",
            ),
        ]
        triggers = append_only("criterion")

    def __str__(self):
        return self.label

    @property
    def is_amount(self) -> bool:
        return self.kind in {
            self.Kind.FAMILY_QUOTIENT,
            self.Kind.REST_TO_LIVE_ON,
            self.Kind.INCOME,
        }

    @property
    def accepted_proofs(self) -> list[str]:
        return [line.strip() for line in self.proofs.splitlines() if line.strip()]

    def threshold(self, persons: int):
        """Euros, for a household of that size; None when the version states none."""
        return threshold_for({each.persons: each.amount for each in self.thresholds.all()}, persons)


class Threshold(RuledModel):
    """Up to how many euros, from a household of that many persons on."""

    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="thresholds")
    persons = models.PositiveSmallIntegerField("personnes au foyer")
    amount = MoneyField("seuil")

    class Meta:
        verbose_name, verbose_name_plural = "seuil", "seuils"
        ordering = ["criterion", "persons"]
        constraints = [
            models.UniqueConstraint(
                name="threshold_once_a_size",
                fields=["criterion", "persons"],
                violation_error_message="Ce critère a déjà un seuil pour cette taille de foyer.",
            ),
            models.CheckConstraint(
                name="threshold_for_somebody",
                condition=Q(persons__gte=1),
                violation_error_message="Un foyer compte au moins une personne.",
            ),
            models.CheckConstraint(
                name="threshold_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message="Un seuil n’est pas négatif.",
            ),
        ]
        triggers = append_only("threshold")

    def __str__(self):
        return f"{self.persons}\u202f: {self.amount}"
