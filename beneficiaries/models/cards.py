"""The card that a person carries: a token that says nothing of them."""

import secrets

from django.db import models
from django.db.models import Q

from accounts.models import User
from pimms.kernel import keyboards
from pimms.kernel.rules import RuledModel

from .people import Beneficiary

ALPHABET = "ACDEFHJKMNPRTWXY34679"  # none that is taken for another, said or read
LENGTH = 20


def new_token() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def _as_issued(token: str) -> str | None:
    written = token.upper()
    return written if len(written) == LENGTH and not set(written) - set(ALPHABET) else None


class CardQuerySet(models.QuerySet):
    def live(self):
        return self.filter(revoked_on=None)

    def whose(self, token: str) -> Beneficiary | None:
        """The person whose card of today bears the token; spaces, case and the keyboard that a
        scanner is set to do not matter."""
        written = keyboards.understood("".join(token.split()), _as_issued)
        card = written and self.live().filter(token=written).select_related("beneficiary").first()
        return card.beneficiary if card else None


class Card(RuledModel):
    """One card of a person; a new one revokes the one before."""

    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="personne", related_name="cards"
    )
    token = models.CharField("jeton", max_length=LENGTH, default=new_token, editable=False)
    issued_on = models.DateField("faite le")
    issued_by = models.ForeignKey(User, models.PROTECT, verbose_name="faite par", related_name="+")
    revoked_on = models.DateField("révoquée le", null=True, blank=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "carte", "cartes"
        constraints = [
            models.UniqueConstraint(
                name="card_token_unique",
                fields=["token"],
                violation_error_message="Ce jeton de carte est déjà donné.",
            ),
            models.UniqueConstraint(
                name="card_one_live_for_a_person",
                fields=["beneficiary"],
                condition=Q(revoked_on=None),
                violation_error_message="Cette personne a déjà une carte valable.",
            ),
            models.CheckConstraint(
                name="card_token_cannot_be_misread",
                condition=Q(token__regex=f"^[{ALPHABET}]{{{LENGTH}}}$"),
                violation_error_message="Un jeton de carte est fait de vingt lettres et chiffres.",
            ),
        ]

    def __str__(self):
        return f"Carte de {self.beneficiary}"
