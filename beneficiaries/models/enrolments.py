"""The twelve months that an assessment opens."""

from datetime import timedelta

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.fields.ranges import RangeStartsWith
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, F, Func, OuterRef, Q, Value

from accounts.models import User
from beneficiaries.triggers import ENROLMENT_ADMITTED
from pimms.kernel.periods import last_day

from .eligibility import Assessment
from .people import Beneficiary

MONTHS = 12


class EnrolmentQuerySet(models.QuerySet):
    def running_on(self, day):
        return self.filter(period__contains=day)

    def ending_within(self, days, *, of):
        """The enrolments that run on the day `of` and no longer run `days` days after it, with
        no other to follow."""
        horizon = DateRange(of, of + timedelta(days=days + 1))
        later = Enrolment.objects.filter(
            beneficiary=OuterRef("beneficiary"), period__fully_gt=OuterRef("period")
        )
        return self.running_on(of).filter(~Exists(later), period__not_gt=horizon)

    def soonest_first(self):
        """By their last day, each with its person."""
        return self.select_related("beneficiary").order_by("period__endswith", "pk")

    def running_in(self, period):
        """The enrolments that share at least one day with the period."""
        return self.filter(period__overlap=period)

    def started_in(self, period):
        return self.filter(
            period__startswith__gte=period.lower, period__startswith__lt=period.upper
        )


class Enrolment(models.Model):
    """Twelve months of solidarity prices: from a day to the eve of the same day a year later."""

    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="personne", related_name="enrolments"
    )
    period = DateRangeField("période")
    assessment = models.OneToOneField(
        Assessment,
        models.PROTECT,
        verbose_name="examen des droits",
        null=True,
        blank=True,
        related_name="enrolment",
    )
    absorbed_by = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="comptée avec",
        null=True,
        blank=True,
        related_name="absorbed",
        help_text="Quand deux dossiers réunis avaient chacun une inscription en même temps.",
    )
    enrolled_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="inscrite par", null=True, blank=True, related_name="+"
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "inscription", "inscriptions"
        indexes = [
            GistIndex(name="enrolment_by_period", fields=["period"]),
            models.Index(RangeStartsWith("period"), name="enrolment_by_start"),
        ]
        constraints = [
            ExclusionConstraint(
                name="enrolment_periods_do_not_overlap",
                expressions=[
                    ("beneficiary", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(absorbed_by=None),
                violation_error_message="Cette personne est déjà inscrite sur cette période.",
            ),
            models.CheckConstraint(
                name="enrolment_lasts_twelve_months",
                condition=Func(
                    F("period"),
                    Value(MONTHS),
                    function="pimms_spans_months",
                    output_field=models.BooleanField(),
                ),
                violation_error_message="Une inscription dure douze mois.",
            ),
            models.CheckConstraint(
                name="enrolment_assessed_or_from_a_register",
                condition=Q(assessment__isnull=False) | Q(enrolled_by=None),
                violation_error_message="Une inscription au guichet suit un examen des droits.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="enrolment_admitted",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="fresh"),
                func=ENROLMENT_ADMITTED,
            ),
        ]

    def __str__(self):
        return f"{self.beneficiary}, du {self.period.lower:%d/%m/%Y} au {self.last_day:%d/%m/%Y}"

    @property
    def last_day(self):
        return last_day(self.period)
