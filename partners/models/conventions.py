"""What we agreed with a partner, year by year, in which words and on which papers."""

import uuid
from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Max, Q
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse

from accounts.models import User
from pimms.kernel.money import MoneyField
from pimms.kernel.periods import last_day
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only

from .organisations import Organisation


class _Upper(Func):
    function, output_field = "upper", models.DateField()


class ConventionQuerySet(models.QuerySet):
    def with_term(self):
        """Each with `term`: the day after the last one, amendments included."""
        own = _Upper("period")
        carried = Max(_Upper("amendments__period"))
        return self.annotate(term=Greatest(own, Coalesce(carried, own)))

    def running_on(self, day):
        return self.with_term().filter(period__startswith__lte=day, term__gt=day)

    def ending_between(self, first, last):
        """Whose term falls on one of these days; oldest term first."""
        return self.with_term().filter(term__gt=first, term__lte=last).order_by("term", "pk")


class Convention(RuledModel):
    """What we agreed with a partner; renewed year by year by amendments."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="conventions")
    subject = models.CharField("objet", max_length=200)
    signed_on = models.DateField("signée le")
    period = DateRangeField("période")
    amount = MoneyField("montant", null=True, blank=True)
    reminded_for = models.DateField("rappel fait pour le terme du", null=True, blank=True)

    objects = ConventionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "convention", "conventions"
        constraints = [
            models.CheckConstraint(
                name="convention_period_bounded",
                condition=Q(period__isempty=False)
                & Q(period__lower_inf=False)
                & Q(period__upper_inf=False),
                violation_error_message="Une convention a un début et une fin.",
            ),
            models.CheckConstraint(
                name="convention_amount_not_negative",
                condition=Q(amount=None) | Q(amount__gte=0),
                violation_error_message="Un montant n’est pas négatif.",
            ),
        ]

    def __str__(self):
        return f"{self.subject}, {self.organisation}"

    def get_absolute_url(self):
        return reverse("partners:convention", args=[self.pk])

    @property
    def final_day(self) -> date:
        """The last day, amendments included, of a convention loaded `with_term`."""
        return self.term - timedelta(days=1)

    @property
    def last_day(self):
        """The last day of the convention itself, before any amendment."""
        return last_day(self.period)


class Amendment(RuledModel):
    """An avenant: carries a convention over one more period."""

    convention = models.ForeignKey(Convention, models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField("numéro")
    signed_on = models.DateField("signé le")
    period = DateRangeField("période")
    amount = MoneyField("montant", null=True, blank=True)
    changes = models.CharField("ce qui change", max_length=600, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "avenant", "avenants"
        constraints = [
            models.UniqueConstraint(
                name="amendment_number_unique",
                fields=["convention", "number"],
                violation_error_message="Cet avenant est déjà enregistré.",
            ),
            ExclusionConstraint(
                name="amendment_periods_do_not_overlap",
                expressions=[
                    ("convention", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Un avenant couvre déjà cette période.",
            ),
            models.CheckConstraint(
                name="amendment_period_bounded",
                condition=Q(period__isempty=False)
                & Q(period__lower_inf=False)
                & Q(period__upper_inf=False),
                violation_error_message="Un avenant a un début et une fin.",
            ),
            models.CheckConstraint(
                name="amendment_amount_not_negative",
                condition=Q(amount=None) | Q(amount__gte=0),
                violation_error_message="Un montant n’est pas négatif.",
            ),
        ]

    def __str__(self):
        return f"Avenant n° {self.number}, {self.convention}"

    @property
    def last_day(self):
        return last_day(self.period)


class ConventionText(RuledModel):
    """The words of a convention since a day; the former ones stay readable."""

    convention = models.ForeignKey(Convention, models.PROTECT, related_name="texts")
    amendment = models.ForeignKey(
        Amendment, models.PROTECT, verbose_name="avenant", null=True, blank=True, related_name="+"
    )
    text = models.TextField("texte")
    written_on = models.DateField("en vigueur depuis le")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "texte de convention", "textes de conventions"
        triggers = append_only("convention_text")
        constraints = [
            models.CheckConstraint(
                name="convention_text_says_something",
                condition=~Q(text=""),
                violation_error_message="Le texte est vide.",
            ),
        ]

    def __str__(self):
        return f"{self.convention}, texte du {self.written_on:%d/%m/%Y}"


class ConventionDocument(RuledModel):
    """A signed paper or an annex; it is replaced by another, never removed."""

    MEGABYTES = 10

    class Kind(models.TextChoices):
        """What a file is, by its own first bytes."""

        PDF = "pdf", "PDF"
        JPEG = "jpg", "JPEG"
        PNG = "png", "PNG"
        DOCX = "docx", "Word"
        ODT = "odt", "OpenDocument"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    convention = models.ForeignKey(Convention, models.PROTECT, related_name="documents")
    amendment = models.ForeignKey(
        Amendment, models.PROTECT, verbose_name="avenant", null=True, blank=True, related_name="+"
    )
    name = models.CharField("intitulé", max_length=120)
    kind = models.CharField("format", max_length=4, choices=Kind)
    size = models.PositiveIntegerField("taille, en octets")
    file = models.FileField("fichier", upload_to="conventions/")
    added_on = models.DateField("ajouté le")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "document de convention", "documents de conventions"
        triggers = append_only("convention_document")
        constraints = [
            models.CheckConstraint(
                name="convention_document_size",
                condition=Q(size__gt=0) & Q(size__lte=10 * 1024 * 1024),
                violation_error_message="Un document pèse dix mégaoctets au plus, et n’est pas"
                " vide.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partners:document", args=[self.key])
