"""The digital actors of the territory, as the national schema describes them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models import Value as V
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse

from partners.national_schema import FIRST_DAY, NO_HOUR, SHORTEST_NAME
from pimms.kernel.models import Fold, Squash
from pimms.kernel.rules import RuledModel
from pimms.kernel.text import fold


class ConcatOp(Func):
    """`a || b`: unlike `concat()`, immutable, so that a generated column may use it."""

    template, arg_joiner, output_field = "(%(expressions)s)", " || ", models.TextField()


def _several(label):
    return ArrayField(models.TextField(), verbose_name=label, default=list, blank=True)


_ENDED = Q(ended_on__isnull=False)


class PlaceQuerySet(models.QuerySet):
    def listed(self):
        """What the public may read: the places that have not ended, by commune and name."""
        return self.filter(ended_on=None).order_by("commune_name", "name", "pk")

    def written(self, text):
        """Whose name or commune has all the words."""
        for word in fold(text).split():
            self = self.filter(words__contains=word)
        return self


class Place(RuledModel):
    """A lieu de médiation numérique; each field bears the schema's French name as its label.

    Source: schema « lieux de médiation numérique » v1.0.2, LaMednum.
    """

    local_id = models.CharField("id", max_length=100)
    pivot = models.CharField("pivot", max_length=14)
    name = models.CharField("nom", max_length=200)
    commune_name = models.CharField("commune", max_length=100)
    postal_code = models.CharField("code_postal", max_length=5)
    insee_code = models.CharField("code_insee", max_length=5, blank=True)
    address = models.CharField("adresse", max_length=250)
    more_address = models.CharField("complement_adresse", max_length=250, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    kinds = _several("typologie")
    phone = models.CharField("telephone", max_length=16, blank=True)
    emails = _several("courriels")
    websites = _several("site_web")
    opening = models.CharField("horaires", max_length=300, blank=True)
    summary = models.CharField("presentation_resume", max_length=280, blank=True)
    details = models.TextField("presentation_detail", blank=True)
    source = models.CharField("source", max_length=200, blank=True)
    roaming = _several("itinerance")
    parent = models.CharField("structure_parente", max_length=200, blank=True)
    updated_on = models.DateField("date_maj")
    services = _several("services")
    publics = _several("publics_specifiquement_adresses")
    special_care = _several("prise_en_charge_specifique")
    fees = _several("frais_a_charge")
    programmes = _several("dispositif_programmes_nationaux")
    labels = _several("formations_labels")
    other_labels = _several("autres_formations_labels")
    access = _several("modalites_acces")
    ways = _several("modalites_accompagnement")
    accessibility = models.URLField("fiche_acces_libre", blank=True, max_length=300)
    booking = models.URLField("prise_rdv", blank=True, max_length=300)
    ended_on = models.DateField("retiré le", null=True, blank=True)
    words = models.GeneratedField(
        expression=Fold(ConcatOp(F("name"), V(" "), F("commune_name"), V(" "), F("postal_code"))),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "lieu", "lieux"
        constraints = [
            models.UniqueConstraint(
                name="place_id_unique",
                fields=["local_id"],
                violation_error_message="Un lieu porte déjà cet identifiant.",
            ),
            models.CheckConstraint(
                name="place_pivot_of_nine_to_fourteen",
                condition=Q(pivot__regex=r"^[a-zA-Z0-9]{9,14}$"),
                violation_error_message="Le pivot est un SIRET ou un numéro RNA.",
            ),
            models.CheckConstraint(
                name="place_postal_code",
                condition=Q(postal_code__regex=r"^\d{5}$"),
                violation_error_message="Le code postal est fait de cinq chiffres.",
            ),
            models.CheckConstraint(
                name="place_is_somewhere",
                condition=~Q(name="") & ~Q(commune_name="") & ~Q(address="") & ~Q(local_id=""),
                violation_error_message="Un lieu a un identifiant, un nom, une adresse, une"
                " commune.",
            ),
            # Places of before these rules are taken away, or put right.
            models.CheckConstraint(
                name="place_pivot_is_no_row_of_zeros",
                condition=_ENDED | ~Q(pivot__regex=r"^0+$"),
                violation_error_message="Le pivot n’est fait que de zéros.",
            ),
            models.CheckConstraint(
                name="place_pivot_is_siret_or_rna",
                condition=_ENDED | Q(pivot__regex=r"^([0-9]{14}|W[a-zA-Z0-9]{9})$"),
                violation_error_message="Le pivot est un SIRET (quatorze chiffres) ou un numéro RNA"
                " (W et neuf signes).",
            ),
            models.CheckConstraint(
                name="place_name_of_three_letters",
                condition=_ENDED | Q(GreaterThanOrEqual(Length(Squash(F("name"))), SHORTEST_NAME)),
                violation_error_message="Le nom d’un lieu a au moins trois lettres.",
            ),
            models.CheckConstraint(
                name="place_updated_in_this_century",
                condition=_ENDED | Q(updated_on__gte=FIRST_DAY),
                violation_error_message="Un lieu est à jour d’un jour de ce siècle.",
            ),
            models.CheckConstraint(
                name="place_opens_at_hours_of_a_clock",
                condition=_ENDED | ~Q(opening__regex=NO_HOUR),
                violation_error_message="Les horaires disent une heure qui n’existe pas.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partners:public_place", args=[self.pk])
