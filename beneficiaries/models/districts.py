"""Priority districts (QPV) by their streets, from tables of our own.

Source of the lists: décret 2014-1750, then décret 2023-1314 in force since 01/01/2024; a district
bears whether somebody checked it there.
"""

import re

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from pimms.kernel.models import Commune, Fold
from pimms.kernel.rules import RuledModel
from pimms.kernel.text import fold

_PLACE = re.compile(r"(?P<number>\d+)\s*(?:bis|ter|quater|[a-d])?\s+(?P<street>.+)")


class DistrictQuerySet(models.QuerySet):
    def standing_on(self, day):
        return self.filter(period__contains=day)

    def around(self, address: str, commune_id: str | None, *, on):
        """The district that the address lies in that day, or None: `12 rue de la Renaissance`."""
        place = _PLACE.search(fold(address))
        if not place or not commune_id:
            return None
        number = int(place["number"]) if len(place["number"]) <= 5 else 0
        street = DistrictStreet.objects.filter(
            Q(first=None) | Q(first__lte=number),
            Q(last=None) | Q(last__gte=number),
            commune=commune_id,
            street_key=place["street"],
            side__in=["all", "odd" if number % 2 else "even"],
        )
        return self.standing_on(on).filter(streets__in=street).order_by("pk").first()


class District(RuledModel):
    """A priority district while it is one."""

    name = models.CharField("nom", max_length=100)
    code = models.CharField("code officiel", max_length=10)
    period = DateRangeField("période")
    source = models.CharField("source", max_length=200, blank=True)
    is_checked = models.BooleanField("vérifié sur la liste officielle", default=False)

    objects = DistrictQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "quartier prioritaire", "quartiers prioritaires"
        constraints = [
            ExclusionConstraint(
                name="district_code_once_at_a_time",
                expressions=[("code", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                violation_error_message="Ce quartier est déjà dans la liste à cette période.",
            ),
        ]

    def __str__(self):
        return self.name


class DistrictStreet(RuledModel):
    """A street, or one side or stretch of it, that lies in a district."""

    class Side(models.TextChoices):
        ALL = "all", "toute la voie"
        EVEN = "even", "numéros pairs"
        ODD = "odd", "numéros impairs"

    district = models.ForeignKey(District, models.PROTECT, related_name="streets")
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="+")
    street = models.CharField("voie", max_length=150)
    street_key = models.GeneratedField(
        expression=Fold(F("street")), output_field=models.TextField(), db_persist=True
    )
    first = models.PositiveIntegerField("du n°", null=True, blank=True)
    last = models.PositiveIntegerField("au n°", null=True, blank=True)
    side = models.CharField("côté", max_length=4, choices=Side, default=Side.ALL)

    class Meta:
        verbose_name, verbose_name_plural = "voie de quartier", "voies de quartier"
        indexes = [models.Index(name="district_street", fields=["commune", "street_key"])]
        constraints = [
            models.UniqueConstraint(
                name="district_street_once",
                fields=["district", "commune", "street_key", "first", "last", "side"],
                nulls_distinct=False,
                violation_error_message="Cette voie est déjà dans le quartier.",
            ),
            models.CheckConstraint(
                name="district_street_numbers_in_order",
                condition=Q(first=None) | Q(last=None) | Q(first__lte=F("last")),
                violation_error_message="Les numéros d’une voie vont du plus petit au plus grand.",
            ),
        ]

    def __str__(self):
        return self.street
