"""Each time a receipt was printed: the first is the original, the others are duplicates."""

from django.db import models
from django.db.models import Q

from accounts.models import User
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only

from .ledger import Sale


class ReceiptPrint(RuledModel):
    """The receipt came out of the printer for the n-th time."""

    class Paper(models.TextChoices):
        SHEET = "feuille", "Feuille"
        ROLL = "80mm", "Rouleau de 80 mm"

    sale = models.ForeignKey(Sale, models.PROTECT, related_name="prints")
    number = models.PositiveIntegerField("impression n°")
    paper = models.CharField("papier", max_length=10, choices=Paper)
    printed_at = models.DateTimeField("imprimé le")
    printed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="imprimé par", related_name="+"
    )

    class Meta:
        verbose_name, verbose_name_plural = "impression", "impressions"
        constraints = [
            models.UniqueConstraint(
                name="receipt_print_number_unique",
                fields=["sale", "number"],
                violation_error_message="Ce reçu vient d’être imprimé\u202f: recommencez.",
            ),
            models.CheckConstraint(
                name="receipt_print_from_1",
                condition=Q(number__gte=1),
                violation_error_message="La première impression porte le numéro 1.",
            ),
        ]
        triggers = append_only("receipt_print")

    def __str__(self):
        return f"{self.sale}, impression n°\u202f{self.number}"

    @property
    def is_duplicate(self) -> bool:
        return self.number > 1
