"""The organisations we work with, who belongs to them, and what was agreed with them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from pimms.kernel.models import Commune, Fold
from pimms.kernel.money import MoneyField
from pimms.kernel.text import fold


class OrganisationQuerySet(models.QuerySet):
    def of(self, user):
        """The organisations that the user belongs to today."""
        return self.filter(memberships__user=user, memberships__ended_on=None)

    def named(self, name):
        return self.filter(name_key=fold(name))


class Organisation(models.Model):
    """A partner: it refers people, pays, or is agreed with."""

    class Kind(models.TextChoices):
        """Codes of the national typology of structures, as far as we meet them."""

        CCAS = "CCAS", "Centre communal d’action sociale"
        DEPT = "DEPT", "Service social du département"
        CAF = "CAF", "Caisse d’allocations familiales"
        FT = "FT", "Pôle emploi, France Travail"
        ML = "ML", "Mission locale"
        CS = "CS", "Centre social"
        ASSO = "ASSO", "Association"
        OTHER = "Autre", "Autre"

    name = models.CharField("nom", max_length=150)
    name_key = models.GeneratedField(
        expression=Fold(F("name")), output_field=models.TextField(), db_persist=True
    )
    kind = models.CharField("type", max_length=10, choices=Kind, default=Kind.OTHER)
    commune = models.ForeignKey(
        Commune, models.PROTECT, verbose_name="commune", null=True, blank=True, related_name="+"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "organisme", "organismes"
        constraints = [
            models.UniqueConstraint(
                name="organisation_name_unique",
                fields=["name_key"],
                violation_error_message="Un organisme porte déjà ce nom.",
            ),
            models.CheckConstraint(
                name="organisation_has_a_name",
                condition=~Q(name_key=""),
                violation_error_message="Un organisme a un nom.",
            ),
        ]

    def __str__(self):
        return self.name


class Membership(models.Model):
    """A social worker belongs to an organisation, until they leave it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    started_on = models.DateField("depuis le")
    ended_on = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "appartenance", "appartenances"
        constraints = [
            models.UniqueConstraint(
                name="membership_one_running",
                fields=["organisation", "user"],
                condition=Q(ended_on=None),
                violation_error_message="Cette personne fait déjà partie de cet organisme.",
            ),
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                violation_error_message="La fin vient après le début.",
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.organisation}"


class Convention(models.Model):
    """What we agreed with a partner; renewed year by year by amendments."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="conventions")
    subject = models.CharField("objet", max_length=200)
    signed_on = models.DateField("signée le")
    period = DateRangeField("période")

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
        ]

    def __str__(self):
        return f"{self.subject}, {self.organisation}"


class Amendment(models.Model):
    """An avenant: carries a convention over one more period."""

    convention = models.ForeignKey(Convention, models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField("numéro")
    signed_on = models.DateField("signé le")
    period = DateRangeField("période")
    amount = MoneyField("montant", null=True, blank=True)

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
        ]

    def __str__(self):
        return f"Avenant n° {self.number}, {self.convention}"
