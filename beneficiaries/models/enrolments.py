"""Whether somebody is eligible, and the twelve months that this opens."""

from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.fields.ranges import RangeStartsWith
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, F, Func, OuterRef, Q, Value

from accounts.models import User
from beneficiaries.triggers import of_a_standing_file, seen
from pimms.kernel.periods import last_day

from .people import Beneficiary
from .referrals import Referral

MONTHS = 12


class Assessment(models.Model):
    """A dated finding: on that day, for these reasons, the person was eligible or was not."""

    class Outcome(models.TextChoices):
        ELIGIBLE = "eligible", "Éligible"
        NOT_ELIGIBLE = "not_eligible", "Non éligible"
        WAIVED = "waived", "Dérogation"

    class Criterion(models.TextChoices):
        REFERRAL = "referral", "Orientation par un travailleur social"
        MINIMUM_INCOME = "minimum_income", "Minima sociaux (RSA, ASS, AAH, ASPA…)"
        FAMILY_QUOTIENT = "family_quotient", "Quotient familial sous le seuil"
        REST_TO_LIVE_ON = "rest_to_live_on", "Reste à vivre sous le seuil"
        HEALTH_COVER = "health_cover", "Complémentaire santé solidaire"

    beneficiary = models.ForeignKey(Beneficiary, models.PROTECT, related_name="assessments")
    referral = models.ForeignKey(
        Referral,
        models.PROTECT,
        verbose_name="orientation",
        null=True,
        blank=True,
        related_name="assessments",
    )
    assessed_on = models.DateField("établi le")
    assessed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="établi par", related_name="+"
    )
    criteria = ArrayField(
        models.CharField(max_length=20, choices=Criterion),
        verbose_name="critères constatés",
        default=list,
        blank=True,
    )
    outcome = models.CharField("conclusion", max_length=20, choices=Outcome)
    reason = models.CharField("motif", max_length=300, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "examen des droits", "examens des droits"
        constraints = [
            models.CheckConstraint(
                name="assessment_eligible_on_a_criterion",
                condition=~Q(outcome="eligible") | Q(criteria__len__gt=0),
                violation_error_message="Au moins un critère fonde l’éligibilité.",
            ),
            models.CheckConstraint(
                name="assessment_exception_with_a_reason",
                condition=Q(outcome="eligible") | ~Q(reason=""),
                violation_error_message="Un refus ou une dérogation dit son motif.",
            ),
        ]
        triggers = [
            of_a_standing_file("assessment"),
            *seen("assessment", "SELECT beneficiary_id AS person, assessed_on AS day FROM fresh"),
        ]

    def __str__(self):
        return f"{self.beneficiary}\u202f: {self.get_outcome_display()}"

    @property
    def criteria_in_words(self) -> str:
        return ", ".join(Assessment.Criterion(criterion).label for criterion in self.criteria)


# Those of a register were seen on their first day; the others when they were assessed.
_FIRST_DAYS = (
    "SELECT beneficiary_id AS person, lower(period) AS day FROM fresh WHERE assessment_id IS NULL"
)


class EnrolmentQuerySet(models.QuerySet):
    def standing(self):
        """Those that are not counted with another, since two files became one."""
        return self.filter(absorbed_by=None)

    def running_on(self, day):
        return self.standing().filter(period__contains=day)

    def ending_within(self, days, *, of):
        """The enrolments that run on the day `of` and no longer run `days` days after it, with
        no other to follow."""
        horizon = DateRange(of, of + timedelta(days=days + 1))
        later = Enrolment.objects.standing().filter(
            beneficiary=OuterRef("beneficiary"), period__fully_gt=OuterRef("period")
        )
        return self.running_on(of).filter(~Exists(later), period__not_gt=horizon)

    def soonest_first(self):
        """By their last day, each with its person."""
        return self.select_related("beneficiary").order_by("period__endswith", "pk")

    def running_in(self, period):
        """The enrolments that share at least one day with the period."""
        return self.standing().filter(period__overlap=period)

    def started_in(self, period):
        return self.standing().filter(
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
            models.CheckConstraint(
                name="enrolment_not_absorbed_by_itself",
                condition=Q(absorbed_by=None) | ~Q(absorbed_by=F("pk")),
                violation_error_message="Une inscription n’est pas comptée avec elle-même.",
            ),
        ]
        triggers = [of_a_standing_file("enrolment"), *seen("enrolment", _FIRST_DAYS)]

    def __str__(self):
        return f"{self.beneficiary}, du {self.period.lower:%d/%m/%Y} au {self.last_day:%d/%m/%Y}"

    @property
    def last_day(self):
        return last_day(self.period)
