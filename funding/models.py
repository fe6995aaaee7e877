"""Who pays for the programme, how much, and with which posts it is run."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from pimms.kernel.money import MoneyField


class Funder(models.Model):
    class Kind(models.TextChoices):
        CCAS = "ccas", "CCAS"
        STATE = "state", "État"
        REGION = "region", "Région"
        DEPARTMENT = "department", "Département"
        FOUNDATION = "foundation", "Fondation"
        COMPANY = "company", "Entreprise"

    name = models.CharField("nom", max_length=150)
    kind = models.CharField("type", max_length=20, choices=Kind)

    class Meta:
        verbose_name, verbose_name_plural = "financeur", "financeurs"
        constraints = [
            models.UniqueConstraint(
                name="funder_name_unique",
                fields=["name"],
                violation_error_message="Un financeur porte déjà ce nom.",
            )
        ]

    def __str__(self):
        return self.name


class Grant(models.Model):
    """What a funder granted for a year."""

    funder = models.ForeignKey(Funder, models.PROTECT, related_name="grants")
    year = models.PositiveSmallIntegerField("exercice")
    purpose = models.CharField("objet", max_length=200)
    amount = MoneyField("montant accordé")

    class Meta:
        verbose_name, verbose_name_plural = "subvention", "subventions"
        constraints = [
            models.UniqueConstraint(
                name="grant_once_a_year_and_purpose",
                fields=["funder", "year", "purpose"],
                violation_error_message="Cette subvention est déjà enregistrée.",
            ),
            models.CheckConstraint(
                name="grant_amount_positive",
                condition=Q(amount__gt=0),
                violation_error_message="Le montant est supérieur à zéro.",
            ),
        ]

    def __str__(self):
        return f"{self.funder} {self.year}"


class Post(models.Model):
    """A post of digital mediation: its kind of contract and the time it is filled."""

    class Contract(models.TextChoices):
        SUBSIDISED = "subsidised", "contrat aidé"
        PERMANENT = "permanent", "CDI"
        FIXED_TERM = "fixed_term", "CDD"

    title = models.CharField("intitulé", max_length=100)
    contract = models.CharField("contrat", max_length=20, choices=Contract)
    period = DateRangeField("période")

    class Meta:
        verbose_name, verbose_name_plural = "poste", "postes"
        constraints = [
            models.CheckConstraint(
                name="post_period_not_empty",
                condition=Q(period__isempty=False) & Q(period__lower_inf=False),
                violation_error_message="Un poste commence un jour donné.",
            )
        ]

    def __str__(self):
        return self.title
