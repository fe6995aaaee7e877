"""What the house says of itself and of its services to those who look for help or refer."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual

from partners import inclusion
from partners.national_schema import FIRST_DAY, NO_HOUR
from pimms.kernel import phones
from pimms.kernel.models import Commune
from pimms.kernel.rules import RuledModel

LONGEST, SHORTEST = 10_000, 5  # characters of a description, as the schema has it


def _choices(label: str, choices: type[models.TextChoices]):
    each = models.CharField(max_length=50, choices=choices)
    return ArrayField(each, verbose_name=label, default=list, blank=True)


class OurHouse(RuledModel):
    """The house as a structure of data·inclusion; its name and number are settings."""

    only = models.BooleanField(default=True, editable=False)
    description = models.TextField("présentation", max_length=LONGEST)
    address = models.CharField("adresse", max_length=200)
    more_address = models.CharField("complément d’adresse", max_length=200, blank=True)
    postal_code = models.CharField("code postal", max_length=5)
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="+")
    phone = models.CharField("téléphone", max_length=16, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    website = models.URLField("site internet", blank=True, max_length=200)
    opening = models.CharField("horaires", max_length=300, blank=True)
    networks = _choices("réseaux", inclusion.Network)
    updated_on = models.DateField("à jour du")

    class Meta:
        verbose_name, verbose_name_plural = "fiche de la maison", "fiches de la maison"
        constraints = [
            models.UniqueConstraint(
                name="our_house_is_one",
                fields=["only"],
                violation_error_message="La maison a déjà sa fiche\u202f: rouvrez la page.",
            ),
            models.CheckConstraint(
                name="our_house_is_the_one",
                condition=Q(only=True),
                violation_error_message="Il n’y a qu’une maison.",
            ),
            models.CheckConstraint(
                name="our_house_is_told",
                condition=Q(GreaterThanOrEqual(Length(F("description")), SHORTEST)),
                violation_error_message="Présentez la maison en cinq caractères au moins.",
            ),
            models.CheckConstraint(
                name="our_house_is_somewhere",
                condition=~Q(address="") & Q(postal_code__regex=r"^\d{5}$"),
                violation_error_message="La maison a une adresse et un code postal.",
            ),
            models.CheckConstraint(
                name="our_house_opens_at_hours_of_a_clock",
                condition=~Q(opening__regex=NO_HOUR),
                violation_error_message="Les horaires disent une heure qui n’existe pas.",
            ),
            models.CheckConstraint(
                name="our_house_updated_in_this_century",
                condition=Q(updated_on__gte=FIRST_DAY),
                violation_error_message="La fiche est à jour d’un jour de ce siècle.",
            ),
            phones.rule("our_house_phone_international"),
        ]

    def __str__(self):
        return self.address


class OurService(RuledModel):
    """A service of the house, in its words."""

    class Kind(models.TextChoices):
        CREDIT = "credit", "Tarif solidaire"
        SUPPORT = "support", "Accompagnement individuel"
        WORKSHOPS = "workshops", "Ateliers"
        DESKS = "desks", "Permanences"

    kind = models.CharField("service", max_length=10, choices=Kind)
    is_offered = models.BooleanField("nous le proposons", default=True)
    name = models.CharField("nom", max_length=150)
    description = models.TextField("description", max_length=LONGEST)
    publics = _choices("publics", inclusion.Public)
    publics_details = models.CharField("précisions sur les publics", max_length=500, blank=True)
    conditions = models.CharField("conditions d’accès", max_length=500, blank=True)
    fee = models.CharField("frais", max_length=10, choices=inclusion.Fee, blank=True)
    fee_details = models.CharField("précisions sur les frais", max_length=500, blank=True)
    meetings = _choices("accueil", inclusion.Meeting)
    ways = _choices("comment le demander", inclusion.Way)
    askers = _choices("qui peut le demander", inclusion.Asker)
    ways_details = models.CharField("précisions sur la demande", max_length=500, blank=True)
    link = models.URLField("lien pour le demander", blank=True, max_length=200)
    phone = models.CharField("téléphone", max_length=16, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    opening = models.CharField("horaires", max_length=300, blank=True)
    zones = ArrayField(
        models.CharField(max_length=9), verbose_name="territoire", default=list, blank=True
    )
    updated_on = models.DateField("à jour du")

    class Meta:
        verbose_name, verbose_name_plural = "service de la maison", "services de la maison"
        constraints = [
            models.UniqueConstraint(
                name="our_service_of_each_kind_one",
                fields=["kind"],
                violation_error_message="Ce service a déjà sa fiche\u202f: rouvrez la page.",
            ),
            models.CheckConstraint(
                name="our_service_has_a_name",
                condition=Q(GreaterThanOrEqual(Length(F("name")), 3)),
                violation_error_message="Le nom d’un service a au moins trois caractères.",
            ),
            models.CheckConstraint(
                name="our_service_is_told",
                condition=Q(GreaterThanOrEqual(Length(F("description")), SHORTEST)),
                violation_error_message="Décrivez le service en cinq caractères au moins.",
            ),
            models.CheckConstraint(
                name="our_service_for_everybody_or_some",
                condition=~Q(publics__contains=["tous-publics"]) | Q(publics__len=1),
                violation_error_message="«\u202fTous publics\u202f» se coche seul.",
            ),
            models.CheckConstraint(
                name="our_service_opens_at_hours_of_a_clock",
                condition=~Q(opening__regex=NO_HOUR),
                violation_error_message="Les horaires disent une heure qui n’existe pas.",
            ),
            models.CheckConstraint(
                name="our_service_updated_in_this_century",
                condition=Q(updated_on__gte=FIRST_DAY),
                violation_error_message="Le service est à jour d’un jour de ce siècle.",
            ),
            phones.rule("our_service_phone_international"),
        ]

    def __str__(self):
        return self.name
