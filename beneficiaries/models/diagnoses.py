"""Where somebody stands with telephone and internet when they come in."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import User
from pimms.kernel.money import MoneyField
from pimms.kernel.rules import RuledModel

from .people import Beneficiary


class Known(models.TextChoices):
    """What somebody says, or what nobody asked."""

    YES = "yes", "Oui"
    NO = "no", "Non"
    UNKNOWN = "unknown", "Ne sait pas"


class TelecomDiagnosis(RuledModel):
    """A dated diagnosis; another day's, or a correction, is another one."""

    class Plan(models.TextChoices):
        PREPAID = "prepaid", "Prépayé"
        MONTHLY = "monthly", "Forfait"
        BOX = "box", "Box"
        NONE = "none", "Aucun"

    class Equipment(models.TextChoices):
        PHONE = "phone", "Téléphone"
        SMARTPHONE = "smartphone", "Smartphone"
        COMPUTER = "computer", "Ordinateur"
        TABLET = "tablet", "Tablette"
        BOX = "box", "Box"

    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="personne", related_name="diagnoses"
    )
    made_on = models.DateField("établi le")
    made_by = models.ForeignKey(User, models.PROTECT, verbose_name="établi par", related_name="+")
    operator = models.CharField("opérateur", max_length=60, blank=True)
    plan = models.CharField("offre", max_length=20, choices=Plan)
    monthly_bill = MoneyField("facture par mois", null=True, blank=True)
    debt = MoneyField("dette chez l’opérateur", null=True, blank=True)
    equipment = ArrayField(
        models.CharField(max_length=20, choices=Equipment),
        verbose_name="équipement",
        default=list,
        blank=True,
    )
    bank_account = models.CharField(
        "compte bancaire", max_length=10, choices=Known, default=Known.UNKNOWN
    )
    home_internet = models.CharField(
        "internet à domicile", max_length=10, choices=Known, default=Known.UNKNOWN
    )

    class Meta:
        verbose_name, verbose_name_plural = "diagnostic télécom", "diagnostics télécom"
        get_latest_by = ["made_on", "pk"]
        indexes = [models.Index(name="diagnosis_latest", fields=["beneficiary", "made_on"])]
        constraints = [
            models.CheckConstraint(
                name="diagnosis_bill_not_negative",
                condition=Q(monthly_bill=None) | Q(monthly_bill__gte=0),
                violation_error_message="La facture n’est pas négative.",
            ),
            models.CheckConstraint(
                name="diagnosis_debt_not_negative",
                condition=Q(debt=None) | Q(debt__gte=0),
                violation_error_message="La dette n’est pas négative.",
            ),
            models.CheckConstraint(
                name="diagnosis_equipment_known",
                condition=Q(
                    equipment__contained_by=["phone", "smartphone", "computer", "tablet", "box"]
                ),
                violation_error_message="Cet équipement n’est pas dans la liste.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="diagnosis_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["beneficiary"]),
            ),
            pgtrigger.Protect(name="diagnosis_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.beneficiary}, {self.made_on:%d/%m/%Y}"

    @property
    def equipment_in_words(self) -> str:
        return ", ".join(TelecomDiagnosis.Equipment(each).label for each in self.equipment)
