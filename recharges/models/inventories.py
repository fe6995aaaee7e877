"""The shelves of a site as somebody counted them."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Site, User
from pimms.kernel.rules import RuledModel
from pimms.kernel.templatetags.french import day
from pimms.kernel.triggers import append_only

from .catalogue import Product
from .units import Unit


class Inventory(RuledModel):
    """The shelves of a site counted on a day; the director confirms what differs."""

    class Status(models.TextChoices):
        COUNTED = "counted", "à confirmer"
        CONFIRMED = "confirmed", "confirmé"
        DROPPED = "dropped", "abandonné"

    key = models.UUIDField("clé de l’envoi", default=uuid.uuid4, editable=False)
    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name="point d’accueil", related_name="inventories"
    )
    counted_on = models.DateField("compté le")
    counted_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="compté par", related_name="+"
    )
    status = models.CharField("état", max_length=10, choices=Status, default=Status.COUNTED)
    closed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="décidé par", null=True, blank=True, related_name="+"
    )
    closed_on = models.DateField("décidé le", null=True, blank=True)
    reason = models.CharField("motif", max_length=200, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "inventaire", "inventaires"
        constraints = [
            models.UniqueConstraint(
                name="inventory_recorded_once",
                fields=["key"],
                violation_error_message="Cet inventaire est déjà enregistré.",
            ),
            models.UniqueConstraint(
                name="inventory_one_at_a_time",
                fields=["site"],
                condition=Q(status="counted"),
                violation_error_message="Un inventaire attend déjà d’être confirmé ici.",
            ),
            models.CheckConstraint(
                name="inventory_closed_with_a_reason",
                condition=Q(status="counted", closed_on=None, closed_by=None, reason="")
                | ~Q(status="counted")
                & Q(closed_on__isnull=False, closed_by__isnull=False)
                & ~Q(reason=""),
                violation_error_message="Un inventaire se décide avec un motif, par quelqu’un.",
            ),
        ]

    def __str__(self):
        return f"Inventaire du {day(self.counted_on)}, {self.site}"

    def get_absolute_url(self):
        return reverse("recharges:inventory", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.COUNTED


class InventoryLine(RuledModel):
    """One product as it was expected and as it was found."""

    inventory = models.ForeignKey(Inventory, models.PROTECT, related_name="lines")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    expected = models.IntegerField("attendu")
    counted = models.IntegerField("compté")
    missing = models.ManyToManyField(Unit, verbose_name="introuvables", related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "ligne d’inventaire", "lignes d’inventaire"
        constraints = [
            models.UniqueConstraint(
                name="inventory_line_once_a_product",
                fields=["inventory", "product"],
                violation_error_message="Cet article est déjà compté.",
            ),
            models.CheckConstraint(
                name="inventory_line_not_negative",
                condition=Q(counted__gte=0, expected__gte=0),
                violation_error_message="On ne compte pas moins que rien.",
            ),
        ]
        triggers = append_only("inventory_line")

    def __str__(self):
        return f"{self.product}\u202f: {self.counted} au lieu de {self.expected}"

    @property
    def difference(self) -> int:
        return self.counted - self.expected
