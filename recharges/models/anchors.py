"""What stood at a moment of everything that is only ever added."""

from django.db import models

from accounts.models import Site
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only
from recharges import triggers_anchors


class Anchor(RuledModel):
    """Which rows were there, and a digest of what they said: whatever goes or changes is missed.

    Everything but `site` and `closing`, the Z that it was set for, is written by the database.
    `blocks` has for each of `sealed.STREAMS` the keys that are new since the anchor before
    (`covers`), a hash over their words (`digest`), the last key (`reached`) and those passed over
    (`holes`).
    """

    number = models.PositiveBigIntegerField("numéro", primary_key=True)
    made_at = models.DateTimeField("posé à")
    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name="point d’accueil", null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    closing = models.PositiveIntegerField("Z", null=True, blank=True)
    blocks = models.JSONField("ce qui est nouveau")
    previous = models.CharField("empreinte précédente", max_length=64)
    hash = models.CharField("empreinte", max_length=64)

    class Meta:
        verbose_name, verbose_name_plural = "repère", "repères"
        indexes = [models.Index(name="anchor_by_instant", fields=["made_at"])]
        triggers = [triggers_anchors.anchor_takes_in_what_is_new, *append_only("anchor")]

    def __str__(self):
        return f"Repère n°\u00a0{self.number}"
