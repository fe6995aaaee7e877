"""Articles that are often sold together, each at its own price."""

from django.db import models
from django.db.models import Q

from pimms.kernel.rules import RuledModel

from .catalogue import Product


class KitQuerySet(models.QuerySet):
    def in_use(self):
        """The kits that the till offers, each with its articles."""
        return self.filter(is_archived=False).in_order()

    def in_order(self):
        items = KitItem.objects.select_related("product").order_by("product__name", "pk")
        return self.prefetch_related(models.Prefetch("items", items)).order_by(
            "is_archived", "name", "pk"
        )


class Kit(RuledModel):
    """A button of the till that puts its articles into the basket."""

    name = models.CharField("nom", max_length=100)
    is_archived = models.BooleanField("retiré", default=False)

    objects = KitQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "kit", "kits"
        constraints = [
            models.UniqueConstraint(
                name="kit_name_unique",
                fields=["name"],
                condition=Q(is_archived=False),
                violation_error_message="Un kit porte déjà ce nom.",
            ),
        ]

    def __str__(self):
        return self.name


class KitItem(RuledModel):
    """So many of a product in a kit."""

    kit = models.ForeignKey(Kit, models.PROTECT, related_name="items")
    product = models.ForeignKey(
        Product, models.PROTECT, verbose_name="article", related_name="kit_items"
    )
    quantity = models.PositiveSmallIntegerField("quantité")

    class Meta:
        verbose_name, verbose_name_plural = "article d’un kit", "articles d’un kit"
        constraints = [
            models.UniqueConstraint(
                name="kit_item_once",
                fields=["kit", "product"],
                violation_error_message="Cet article est déjà dans le kit.",
            ),
            models.CheckConstraint(
                name="kit_item_from_1_to_99",
                condition=Q(quantity__gte=1, quantity__lte=99),
                violation_error_message="Un kit contient de 1 à 99 fois un article.",
            ),
        ]

    def __str__(self):
        return f"{self.quantity} × {self.product}"
