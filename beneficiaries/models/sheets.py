"""Referrals on paper: the numbered sheets that partners take away, and those that came back."""

from django.db import models

from accounts.models import User
from beneficiaries import numbers
from partners.models import Organisation
from pimms.kernel import phones
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only

from .referrals import Referral


class ReferralSheet(RuledModel):
    """A numbered sheet was printed for a partner; its number is made of its key."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisme", related_name="sheets"
    )
    printed_on = models.DateField("imprimée le")
    printed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="imprimée par", related_name="+"
    )

    class Meta:
        verbose_name, verbose_name_plural = "fiche d’orientation", "fiches d’orientation"
        triggers = append_only("referral_sheet")

    def __str__(self):
        return f"Fiche {self.number}"

    @classmethod
    def numbered(cls, text: str) -> "ReferralSheet | None":
        """The sheet whose number stands in what was typed or scanned."""
        pk = numbers.read(text.replace("\x00", ""))
        return pk and cls.objects.select_related("organisation").filter(pk=pk).first()

    @property
    def number(self) -> str:
        """`F-00042-K`: the key, and a letter that a slip of the keyboard does not keep."""
        return numbers.written(self.pk)


class TypedSheet(RuledModel):
    """A sheet came back filled in, and is a referral; how to reach its referrer stands here."""

    sheet = models.ForeignKey(
        ReferralSheet, models.PROTECT, verbose_name="fiche", related_name="typings"
    )
    referral = models.OneToOneField(
        Referral, models.PROTECT, verbose_name="orientation", related_name="sheet"
    )
    typed_on = models.DateField("saisie le")
    typed_by = models.ForeignKey(User, models.PROTECT, verbose_name="saisie par", related_name="+")
    phone = models.CharField("téléphone du référent", max_length=16, blank=True)
    email = models.EmailField("adresse électronique du référent", blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "fiche saisie", "fiches saisies"
        triggers = append_only("typed_sheet")
        constraints = [
            models.UniqueConstraint(
                name="sheet_typed_once",
                fields=["sheet"],
                violation_error_message="Cette fiche est déjà saisie.",
            ),
            phones.rule("typed_sheet_phone_international"),
        ]

    def __str__(self):
        return f"{self.sheet}, {self.referral}"
