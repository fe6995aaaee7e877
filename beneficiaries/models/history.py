"""What a file said before."""

from django.db import models
from django.db.models import F, Q

from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only

from .people import Beneficiary


class ChangeQuerySet(models.QuerySet):
    def of(self, *pks):
        return self.filter(person_id__in=pks).order_by("-pk")


class Change(RuledModel):
    """One field of one file, from what to what, in the words of the screen.

    No foreign keys, as in the journal: files that are made one keep each its own past.
    """

    person_id = models.BigIntegerField("personne")
    at = models.DateTimeField("instant", auto_now_add=True)
    by = models.CharField("par", max_length=254)
    field = models.CharField("champ", max_length=40)
    before = models.TextField("avant", blank=True)
    after = models.TextField("après", blank=True)
    motive = models.CharField("motif", max_length=200, blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "changement", "changements"
        indexes = [models.Index(name="change_of_a_person", fields=["person_id", "id"])]
        constraints = [
            models.CheckConstraint(
                name="change_changes_something",
                condition=~Q(before=F("after")),
                violation_error_message="Un changement change quelque chose.",
            ),
        ]
        triggers = append_only("change")

    def __str__(self):
        return f"{self.label}\u202f: {self.before or '—'} → {self.after or '—'}"

    @property
    def label(self) -> str:
        return str(Beneficiary._meta.get_field(self.field).verbose_name)
