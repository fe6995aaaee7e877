"""A signature drawn on a tablet, instead of the one on the sheet."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from accounts.models import User
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only

from .registrations import Registration

# Strokes in a box of 600 by 200: where the pen comes down (M), where it goes (L).
WIDTH, HEIGHT, MOST = 600, 200, 20_000
STROKES = r"^(M\d{1,3} \d{1,3}(L\d{1,3} \d{1,3})+)+$"


class Signature(RuledModel):
    """What somebody drew for their seat: it is never changed, and nothing else is kept of it."""

    registration = models.OneToOneField(
        Registration, models.PROTECT, verbose_name="participation", related_name="signature"
    )
    strokes = models.TextField("tracé")
    at = models.DateTimeField("signée le")
    by = models.ForeignKey(User, models.PROTECT, verbose_name="devant", related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "signature", "signatures"
        triggers = append_only("signature")
        constraints = [
            models.CheckConstraint(
                name="signature_is_drawn",
                condition=Q(strokes__regex=STROKES),
                violation_error_message="Signez dans le cadre, puis enregistrez.",
            ),
            models.CheckConstraint(
                name="signature_is_short",
                condition=LessThanOrEqual(Length("strokes"), MOST),
                violation_error_message="Ce tracé est trop long\u202f: effacez et recommencez.",
            ),
        ]

    def __str__(self):
        return f"Signature, {self.registration}"
