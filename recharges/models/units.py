"""The pieces that are followed one by one, and the steps of their lives."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Site
from pimms.kernel.rules import RuledModel
from pimms.kernel.templatetags.french import day
from pimms.kernel.triggers import append_only
from recharges import triggers_stock, vault

from .catalogue import Category, Product
from .ledger import SaleLine
from .stock import StockMovement

SORTS = {
    Category.MOBILE_CREDIT: "code",
    Category.INTERNET_CREDIT: "code",
    Category.SIM_CARD: "iccid",
}


def sort_of(product: Product) -> str:
    """Which numbers the pieces of the product bear: `code`, `iccid` or `device`."""
    return SORTS.get(product.category, "device")


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


class Unit(RuledModel):
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


class UnitStep(RuledModel):
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
