"""The twelve months that an assessment opens."""

from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.fields.ranges import RangeEndsWith, RangeStartsWith
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accounts.models import User
from beneficiaries import entitlement, triggers_entitlement
from beneficiaries.triggers import of_a_standing_file, seen
from beneficiaries.triggers_eligibility import ENROLMENT_ADMITTED
from pimms.kernel.periods import last_day
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import after_rows

from .eligibility import Assessment
from .people import Beneficiary

MONTHS = entitlement.MONTHS


# Those of a register were seen on their first day; the others when they were assessed.
_FIRST_DAYS = (
    "SELECT beneficiary_id AS person, lower(period) AS day FROM fresh WHERE assessment_id IS NULL"
)


class EnrolmentQuerySet(models.QuerySet):
    def standing(self):
        """Those that are not counted with another, since two files became one."""
        return self.filter(absorbed_by=None)

    def counted_with(self, pk):
        """The enrolment and those that are counted with it."""
        # One index each: a single OR, joined to the ledger, would read the ledger whole.
        own, absorbed = self.filter(pk=pk).values("pk"), self.filter(absorbed_by=pk).values("pk")
        return self.filter(pk__in=own.union(absorbed, all=True))

    def visible_to(self, user):
        return self.none() if user.is_social_worker else self

    def followed_by_none(self):
        """Those that count by themselves and after which the person has no other."""
        later = Enrolment.objects.standing().filter(
            beneficiary=OuterRef("beneficiary"), period__fully_gt=OuterRef("period")
        )
        return self.standing().filter(~Exists(later))

    def running_on(self, day):
        return self.standing().filter(period__contains=day)

    def ending_within(self, days, *, of):
        """The enrolments that run on the day `of` and no longer run `days` days after it, with
        no other to follow."""
        horizon = of + timedelta(days=days + 1)
        later = Enrolment.objects.standing().filter(
            beneficiary=OuterRef("beneficiary"), period__fully_gt=OuterRef("period")
        )
        # Asked by their last day, which has an index; `running_on` alone is a tenth of the table.
        ending = Q(period__endswith__gt=of, period__endswith__lte=horizon)
        return self.running_on(of).filter(ending, ~Exists(later))

    def soonest_first(self):
        """By their last day, each with its person."""
        return self.select_related("beneficiary").order_by("period__endswith", "pk")

    def renewals(self):
        """The enrolments that came after another of the same person."""
        return self.filter(absorbed_by=None).filter(Exists(_before_it()))

    def first_ones(self):
        return self.filter(absorbed_by=None).exclude(Exists(_before_it()))

    def running_in(self, period):
        """The enrolments that share at least one day with the period."""
        return self.standing().filter(period__overlap=period)

    def started_in(self, period):
        return self.standing().filter(
            period__startswith__gte=period.lower, period__startswith__lt=period.upper
        )


def _before_it():
    return Enrolment.objects.filter(
        beneficiary=OuterRef("beneficiary"), period__fully_lt=OuterRef("period"), absorbed_by=None
    )


class Enrolment(RuledModel):
    """Twelve months of solidarity prices: from a day to the eve of the same day a year later.

    The database numbers it, and moves the end of its period as its movements say.
    """

    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="personne", related_name="enrolments"
    )
    period = DateRangeField("période")
    number = models.CharField("n° d’inscription", max_length=20, null=True, editable=False)
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
            models.Index(RangeEndsWith("period"), name="enrolment_by_end"),
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
            models.UniqueConstraint(
                name="enrolment_number_unique",
                fields=["number"],
                violation_error_message="Ce numéro d’inscription est déjà donné.",
            ),
            models.CheckConstraint(
                name="enrolment_assessed_or_from_a_register",
                condition=Q(assessment__isnull=False) | Q(enrolled_by=None),
                violation_error_message="Une inscription au guichet suit un examen des droits.",
            ),
            models.CheckConstraint(
                name="enrolment_not_absorbed_by_itself",
                condition=Q(absorbed_by=None) | ~Q(absorbed_by=F("pk")),
                violation_error_message="Une inscription n’est pas comptée avec elle-même.",
            ),
        ]
        triggers = [
            triggers_entitlement.enrolment_period_and_number,
            triggers_entitlement.enrolment_is_numbered,
            after_rows("enrolment_admitted", ENROLMENT_ADMITTED),
            of_a_standing_file("enrolment"),
            *seen("enrolment", _FIRST_DAYS),
        ]

    def __str__(self):
        return f"{self.beneficiary}, du {self.period.lower:%d/%m/%Y} au {self.last_day:%d/%m/%Y}"

    @property
    def last_day(self):
        return last_day(self.period)

    @property
    def told_of_its_end(self):
        """The notice by which the person knows the end as it now stands, or None."""
        notices = self.end_notices.all()
        return next((each for each in notices if each.last_day == self.last_day), None)
