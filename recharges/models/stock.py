"""The shelves: what moved, and what is left where."""

from django.db import models
from django.db.models import F, Q

from accounts.models import Site, User
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only
from recharges import triggers_stock

from .catalogue import Product
from .ledger import SaleLine


class StockLevelQuerySet(models.QuerySet):
    def low(self):
        """Where no more is left than the product's notice asks for."""
        return self.filter(
            product__low_stock_at__isnull=False, quantity__lte=F("product__low_stock_at")
        )


class StockLevel(RuledModel):
    """How many of a product a site has: the sum of its movements, kept by their trigger."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="stock_levels")
    product = models.ForeignKey(Product, models.PROTECT, related_name="stock_levels")
    quantity = models.IntegerField("en stock", default=0)

    objects = StockLevelQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "niveau de stock", "niveaux de stock"
        constraints = [
            models.UniqueConstraint(
                name="stock_level_once",
                fields=["site", "product"],
                violation_error_message="Cet article a déjà un niveau à ce point d’accueil.",
            ),
            models.CheckConstraint(
                name="stock_level_not_negative",
                condition=Q(quantity__gte=0),
                violation_error_message="Il n’en reste plus assez en stock.",
            ),
        ]
        triggers = [triggers_stock.level_is_not_changed_by_hand]

    def __str__(self):
        return f"{self.product}, {self.site}\u202f: {self.quantity}"


class StockMovementQuerySet(models.QuerySet):
    def in_detail(self):
        """With what a line of a history names."""
        return self.select_related(
            "site", "product", "moved_by", "sale_line__sale", "counterpart__site", "arrival__site"
        )


class StockMovement(RuledModel):
    """So many of a product came to a site or left it, on a day, and why; never changed."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", "Réception"
        LOSS = "loss", "Perte"
        BREAKAGE = "breakage", "Casse"
        THEFT = "theft", "Vol"
        EXPIRY = "expiry", "Péremption"
        TRANSFER_OUT = "transfer_out", "Transfert, départ"
        TRANSFER_IN = "transfer_in", "Transfert, arrivée"
        INVENTORY = "inventory", "Inventaire"
        SALE = "sale", "Vente"
        REVERSAL = "reversal", "Annulation de vente"
        CHECK = "check", "Vérifiée, remise en vente"

    LOSSES = (Kind.LOSS, Kind.BREAKAGE, Kind.THEFT, Kind.EXPIRY)

    key = models.UUIDField("clé de l’envoi", null=True, blank=True, editable=False)
    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name="point d’accueil", related_name="stock_movements"
    )
    product = models.ForeignKey(
        Product, models.PROTECT, verbose_name="article", related_name="stock_movements"
    )
    kind = models.CharField("mouvement", max_length=20, choices=Kind)
    quantity = models.IntegerField("quantité")
    moved_on = models.DateField("jour")
    recorded_at = models.DateTimeField("enregistré le", auto_now_add=True)
    moved_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="par", null=True, blank=True, related_name="+"
    )
    reason = models.CharField("motif", max_length=200, blank=True)
    reference = models.CharField("bon de livraison", max_length=60, blank=True)
    sale_line = models.ForeignKey(
        SaleLine, models.PROTECT, null=True, blank=True, related_name="stock_movements"
    )
    counterpart = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name="départ du transfert",
        null=True,
        blank=True,
        related_name="arrival",
    )

    objects = StockMovementQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "mouvement de stock", "mouvements de stock"
        indexes = [
            models.Index(name="stock_movement_of_a_product", fields=["product", "moved_on", "id"])
        ]
        constraints = [
            models.UniqueConstraint(
                name="stock_movement_recorded_once",
                fields=["key"],
                violation_error_message="Ce mouvement est déjà enregistré.",
            ),
            models.UniqueConstraint(
                name="stock_movement_once_a_sale_line",
                fields=["sale_line"],
                violation_error_message="Cette ligne de vente est déjà sortie du stock.",
            ),
            models.CheckConstraint(
                name="stock_movement_sign",
                condition=Q(kind__in=["receipt", "transfer_in", "reversal"], quantity__gt=0)
                | Q(
                    kind__in=["loss", "breakage", "theft", "expiry", "transfer_out", "sale"],
                    quantity__lt=0,
                )
                | Q(kind="inventory") & ~Q(quantity=0)
                | Q(kind="check", quantity=0),
                violation_error_message="La quantité n’a pas le sens de ce mouvement.",
            ),
            models.CheckConstraint(
                name="stock_movement_of_a_sale",
                condition=Q(kind__in=["sale", "reversal"], sale_line__isnull=False)
                | ~Q(kind__in=["sale", "reversal"]) & Q(sale_line=None),
                violation_error_message="Une vente sort du stock par sa ligne, rien d’autre.",
            ),
            models.CheckConstraint(
                name="stock_movement_arrives_from_somewhere",
                condition=Q(kind="transfer_in", counterpart__isnull=False)
                | ~Q(kind="transfer_in") & Q(counterpart=None),
                violation_error_message="Un transfert arrive de quelque part.",
            ),
            models.CheckConstraint(
                name="stock_movement_with_a_reason",
                condition=~Q(kind__in=["loss", "breakage", "theft", "expiry", "inventory"])
                | ~Q(reason=""),
                violation_error_message="Dites le motif.",
            ),
        ]
        triggers = [
            triggers_stock.carries_the_level,
            triggers_stock.names_its_units,
            *append_only("stock_movement"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}\u202f: {self.quantity:+} {self.product}"

    @property
    def other_site(self) -> Site | None:
        """Where a transfer comes from or goes to."""
        if self.counterpart:
            return self.counterpart.site
        return self.arrival.site if hasattr(self, "arrival") else None
