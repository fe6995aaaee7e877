"""The shelves: what moved, what is left where, and the pieces that are followed one by one."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Site, User
from pimms.kernel.templatetags.french import day
from pimms.kernel.triggers import append_only
from recharges import triggers_stock, vault

from .catalogue import Category, Product
from .ledger import SaleLine


class StockLevelQuerySet(models.QuerySet):
    def low(self):
        """Where no more is left than the product's notice asks for."""
        return self.filter(
            product__low_stock_at__isnull=False, quantity__lte=F("product__low_stock_at")
        )


class StockLevel(models.Model):
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


class StockMovement(models.Model):
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


class UnitQuerySet(models.QuerySet):
    def numbered(self, numbers):
        """Those that bear one of these numbers: a code, or what is printed on the piece."""
        numbers = list(numbers)
        prints = [vault.fingerprint(number) for number in numbers]
        return self.filter(Q(fingerprint__in=prints) | Q(serial__in=numbers) & ~Q(serial=""))

    def in_stock(self):
        return self.filter(status=Unit.Status.IN_STOCK)

    def for_sale_on(self, day):
        """In stock and not past their date."""
        return self.in_stock().filter(Q(expires_on=None) | Q(expires_on__gte=day))

    def first_to_expire(self):
        """The first to expire first; among those without a date, the first that came."""
        return self.order_by(F("expires_on").asc(nulls_last=True), "pk")

    def on_the_shelf(self):
        return self.filter(status__in=Unit.ON_THE_SHELF)


class Unit(models.Model):
    """One piece with a number of its own; where it is follows from its steps."""

    class Kind(models.TextChoices):
        CODE = "code", "Code de recharge"
        ICCID = "iccid", "Carte SIM"
        IMEI = "imei", "Appareil (IMEI)"
        SERIAL = "serial", "Appareil (numéro de série)"

    class Status(models.TextChoices):
        ARRIVING = "arriving", "en réception"
        IN_STOCK = "in_stock", "en stock"
        SOLD = "sold", "vendue"
        RETURNED = "returned", "rendue, à vérifier"
        MOVING = "moving", "en transfert"
        LOST = "lost", "sortie du stock"

    # What a count of the shelf finds: in stock, or back and not yet checked.
    ON_THE_SHELF = (Status.IN_STOCK, Status.RETURNED)

    product = models.ForeignKey(
        Product, models.PROTECT, verbose_name="article", related_name="units"
    )
    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name="point d’accueil", related_name="units"
    )
    kind = models.CharField("nature", max_length=10, choices=Kind)
    serial = models.CharField("numéro", max_length=30, blank=True)
    code = models.TextField("code, chiffré", blank=True, editable=False)
    fingerprint = models.CharField("empreinte", max_length=64, editable=False)
    expires_on = models.DateField("utilisable jusqu’au", null=True, blank=True)
    received = models.ForeignKey(
        StockMovement, models.PROTECT, verbose_name="réception", related_name="units_received"
    )
    status = models.CharField("état", max_length=10, choices=Status, default=Status.ARRIVING)
    sale_line = models.ForeignKey(
        SaleLine, models.PROTECT, verbose_name="vendue par", null=True, blank=True,
        related_name="units",
    )  # fmt: skip

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "pièce", "pièces"
        indexes = [
            models.Index(
                name="unit_first_to_expire",
                fields=["product", "site", "expires_on"],
                condition=Q(status="in_stock"),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="unit_number_unique",
                fields=["fingerprint"],
                violation_error_message="Ce numéro est déjà en stock.",
            ),
            models.UniqueConstraint(
                name="unit_serial_unique",
                fields=["kind", "serial"],
                condition=~Q(serial=""),
                violation_error_message="Une pièce porte déjà ce numéro.",
            ),
            models.CheckConstraint(
                name="unit_has_a_code_or_a_number",
                condition=Q(kind="code") & ~Q(code="")
                | ~Q(kind="code") & Q(code="") & ~Q(serial=""),
                violation_error_message="Une recharge a un code, une autre pièce un numéro.",
            ),
            models.CheckConstraint(
                name="unit_number_well_made",
                condition=~Q(kind__in=["iccid", "imei"])
                | Q(kind="iccid", serial__regex=r"^[0-9]{19,20}$")
                | Q(kind="imei", serial__regex=r"^[0-9]{15}$"),
                violation_error_message="Ce numéro n’a pas le bon nombre de chiffres.",
            ),
            models.CheckConstraint(
                name="unit_sold_iff_on_a_line",
                condition=Q(status="sold", sale_line__isnull=False)
                | ~Q(status="sold") & Q(sale_line=None),
                violation_error_message="Une pièce vendue l’est par une ligne de vente.",
            ),
        ]
        triggers = [triggers_stock.unit_is_not_changed_by_hand]

    def __str__(self):
        return f"n°\u00a0{self.serial}" if self.serial else f"code n°\u00a0{self.pk}"

    def get_absolute_url(self):
        return reverse("recharges:unit", args=[self.pk])

    @property
    def ending(self) -> str:
        """What a receipt prints of the number: its last four signs; nothing of a code."""
        return f"…{self.serial[-4:]}" if self.serial else ""

    def bears(self, number: str) -> bool:
        """Whether the number is its code, or what is printed on it."""
        return number == self.serial or vault.fingerprint(number) == self.fingerprint

    def state(self, *, on) -> tuple[str, str]:
        """(badge's kind, words) of where the piece is on that day."""
        if self.status == self.Status.IN_STOCK and self.expires_on and self.expires_on < on:
            return "alert", f"périmée depuis le {day(self.expires_on)}"
        kinds = {"in_stock": "ok", "sold": "info", "returned": "warn", "lost": "mute"}
        return kinds.get(self.status, "mute"), self.get_status_display()


class UnitStep(models.Model):
    """One step in the life of a unit: the movement that took it along."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="steps")
    movement = models.ForeignKey(StockMovement, models.PROTECT, related_name="steps")

    class Meta:
        verbose_name, verbose_name_plural = "étape d’une pièce", "étapes des pièces"
        constraints = [
            models.UniqueConstraint(
                name="unit_step_once_a_movement",
                fields=["movement", "unit"],
                violation_error_message="Cette pièce est déjà dans ce mouvement.",
            ),
        ]
        triggers = [triggers_stock.carries_the_unit, *append_only("unit_step")]

    def __str__(self):
        return f"{self.unit}\u202f: {self.movement}"


class Inventory(models.Model):
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


class InventoryLine(models.Model):
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


SORTS = {
    Category.MOBILE_CREDIT: "code",
    Category.INTERNET_CREDIT: "code",
    Category.SIM_CARD: "iccid",
}


def sort_of(product: Product) -> str:
    """Which numbers the pieces of the product bear: `code`, `iccid` or `device`."""
    return SORTS.get(product.category, "device")
