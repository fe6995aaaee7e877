"""Which account of the books each movement of the till goes to, and since when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from pimms.kernel.rules import RuledModel


class AccountCode(RuledModel):
    """A number of the chart of accounts while it holds, by what it is for."""

    class Purpose(models.TextChoices):
        SALES = "sales", "Ventes d’articles solidaires"
        CASH = "cash", "Caisse (espèces)"
        CARD = "card", "Cartes bancaires à encaisser"
        CHEQUE = "cheque", "Chèques à encaisser"
        THIRD_PARTY = "third_party", "Prises en charge à recevoir"
        NOT_STATED = "not_stated", "Paiement non précisé (attente)"
        BANK = "bank", "Dépôts d’espèces en banque"
        SHORTAGE = "shortage", "Manquants de caisse"
        SURPLUS = "surplus", "Excédents de caisse"

    purpose = models.CharField("emploi", max_length=20, choices=Purpose)
    code = models.CharField("compte", max_length=12)
    period = DateRangeField("en vigueur")

    class Meta:
        verbose_name, verbose_name_plural = "compte comptable", "comptes comptables"
        constraints = [
            ExclusionConstraint(
                name="account_code_one_at_a_time",
                expressions=[
                    ("purpose", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Cet emploi a déjà un compte sur cette période.",
            ),
            models.CheckConstraint(
                name="account_code_digits",
                condition=Q(code__regex=r"^[0-9]{3,12}$"),
                violation_error_message="Un compte s’écrit en chiffres, de trois à douze.",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.get_purpose_display()}"
