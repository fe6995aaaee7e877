"""Papers of money: the text of a call, our answer, a decision, a bill."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from partners.models import ConventionDocument
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only

from .budget import Expense
from .funders import Call
from .grants import Grant


class Paper(RuledModel):
    """A file kept with a call, a grant or an expense; replaced by another, never removed."""

    MEGABYTES = 10
    Kind = ConventionDocument.Kind

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, null=True, blank=True, related_name="papers")
    grant = models.ForeignKey(Grant, models.PROTECT, null=True, blank=True, related_name="papers")
    expense = models.ForeignKey(
        Expense, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    name = models.CharField("intitulé", max_length=120)
    kind = models.CharField("format", max_length=4, choices=Kind)
    size = models.PositiveIntegerField("taille, en octets")
    file = models.FileField("fichier", upload_to="funding/")
    added_on = models.DateField("ajouté le")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "pièce", "pièces"
        triggers = append_only("funding_paper")
        constraints = [
            models.CheckConstraint(
                name="funding_paper_size",
                condition=Q(size__gt=0) & Q(size__lte=10 * 1024 * 1024),
                violation_error_message="Une pièce pèse dix mégaoctets au plus, et n’est pas vide.",
            ),
            models.CheckConstraint(
                name="funding_paper_of_one_thing",
                condition=Q(call__isnull=False, grant=None, expense=None)
                | Q(call=None, grant__isnull=False, expense=None)
                | Q(call=None, grant=None, expense__isnull=False),
                violation_error_message="Une pièce se joint à une seule chose.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("funding:paper", args=[self.key])
