"""What was granted, what of it came in, and what we promised for it."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import User
from funding import promises
from funding.triggers import grant_holds_what_it_gave, receipts_within_the_grant
from pimms.kernel.money import ZERO, MoneyField
from pimms.kernel.periods import last_day
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only

from .funders import Call, Funder


def _sum(of, **where):
    """The sum of a table that names the grant, in a query of its own: joins would multiply."""
    return Coalesce(
        models.Subquery(
            of.objects.filter(grant=models.OuterRef("pk"), **where)
            .order_by()
            .values("grant")
            .annotate(total=Sum("amount"))
            .values("total")
        ),
        Value(ZERO),
        output_field=MoneyField(),
    )


class GrantQuerySet(models.QuerySet):
    def with_sums(self):
        """Each with `received`, `spent` and `left`, in euros."""
        share = self.model._meta.get_field("shares").related_model
        return self.annotate(received=_sum(Receipt), spent=_sum(share)).annotate(
            left=F("amount") - F("spent")
        )

    def largest_first(self):
        return self.order_by("-amount", "funder__name", "pk")


class Grant(RuledModel):
    """What a funder granted for a year."""

    funder = models.ForeignKey(
        Funder, models.PROTECT, related_name="grants", verbose_name="financeur"
    )
    year = models.PositiveSmallIntegerField("exercice")
    purpose = models.CharField("objet", max_length=200)
    amount = MoneyField("montant accordé")
    call = models.ForeignKey(
        Call, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name="demande"
    )
    reference = models.CharField("numéro de convention", max_length=60, blank=True)
    granted_on = models.DateField("accordée le", null=True, blank=True)
    conditions = models.TextField("conditions", blank=True)
    report_due_on = models.DateField("compte rendu attendu le", null=True, blank=True)
    report_sent_on = models.DateField("compte rendu envoyé le", null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "subvention", "subventions"
        triggers = [grant_holds_what_it_gave]
        constraints = [
            models.UniqueConstraint(
                name="grant_once_a_year_and_purpose",
                fields=["funder", "year", "purpose"],
                violation_error_message="Cette subvention est déjà enregistrée.",
            ),
            models.UniqueConstraint(
                name="grant_once_a_call",
                fields=["call"],
                violation_error_message="Cette demande a déjà sa subvention.",
            ),
            models.CheckConstraint(
                name="grant_amount_positive",
                condition=Q(amount__gt=0),
                violation_error_message="Le montant est supérieur à zéro.",
            ),
        ]

    def __str__(self):
        return f"{self.funder} {self.year}"

    def get_absolute_url(self):
        return reverse("funding:grant", args=[self.pk])


class Instalment(RuledModel):
    """A payment that is expected on a day."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="instalments")
    due_on = models.DateField("attendu le")
    label = models.CharField("intitulé", max_length=100)
    amount = MoneyField("montant")
    is_cancelled = models.BooleanField("abandonné", default=False)

    class Meta:
        verbose_name, verbose_name_plural = "versement attendu", "versements attendus"
        constraints = [
            models.CheckConstraint(
                name="instalment_amount_positive",
                condition=Q(amount__gt=0),
                violation_error_message="Un versement est supérieur à zéro.",
            ),
        ]

    def __str__(self):
        return self.label


class Receipt(RuledModel):
    """Money that came in. Never changed: a mistake is taken back by another line."""

    key = models.UUIDField(editable=False)
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="receipts")
    instalment = models.ForeignKey(
        Instalment, models.PROTECT, null=True, blank=True, related_name="receipts"
    )
    received_on = models.DateField("reçu le")
    amount = MoneyField("montant")
    reverses = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reversals"
    )
    reason = models.CharField("motif", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "versement reçu", "versements reçus"
        triggers = [*append_only("receipt"), receipts_within_the_grant]
        constraints = [
            models.UniqueConstraint(
                name="receipt_recorded_once",
                fields=["key"],
                violation_error_message="Ce versement est déjà enregistré.",
            ),
            models.UniqueConstraint(
                name="receipt_reversed_once",
                fields=["reverses"],
                violation_error_message="Ce versement est déjà annulé.",
            ),
            models.CheckConstraint(
                name="receipt_amount_sign",
                condition=Q(reverses=None, amount__gt=0)
                | Q(reverses__isnull=False, amount__lt=0) & ~Q(reason=""),
                violation_error_message="Un versement est supérieur à zéro\u202f; son annulation"
                " dit pourquoi.",
            ),
        ]

    def __str__(self):
        return f"{self.grant}, {self.received_on:%d/%m/%Y}"


class Promise(RuledModel):
    """« 150 personnes » : a figure of the reports, how much of it, and by when."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="promises")
    figure = models.CharField("chiffre", max_length=40, choices=promises.figures)
    target = models.PositiveIntegerField("objectif")
    period = DateRangeField("période")

    class Meta:
        verbose_name, verbose_name_plural = "engagement", "engagements"
        constraints = [
            models.UniqueConstraint(
                name="promise_once_a_figure_and_period",
                fields=["grant", "figure", "period"],
                violation_error_message="Cet engagement est déjà enregistré.",
            ),
            models.CheckConstraint(
                name="promise_target_positive",
                condition=Q(target__gt=0),
                violation_error_message="L’objectif est supérieur à zéro.",
            ),
            models.CheckConstraint(
                name="promise_period_bounded",
                condition=Q(period__isempty=False)
                & Q(period__lower_inf=False)
                & Q(period__upper_inf=False),
                violation_error_message="Un engagement a un premier et un dernier jour.",
            ),
        ]

    def __str__(self):
        return f"{self.target} {self.get_figure_display()}"

    @property
    def last_day(self):
        return last_day(self.period)
