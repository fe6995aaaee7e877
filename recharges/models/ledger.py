"""The ledger: lines are added, never changed nor removed; a mistake is reversed."""

import uuid
from decimal import Decimal

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from accounts.models import Site, User
from beneficiaries.models import Enrolment
from beneficiaries.triggers import seen
from partners.models import Organisation
from pimms.kernel.money import MoneyField
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only
from recharges import triggers, triggers_stock, triggers_till

from .catalogue import Category, Product


class SaleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see every sale; nobody else sees any."""
        return self.none() if user.is_social_worker else self

    def standing(self):
        """The sales that are neither reversed nor a reversal."""
        # By the few reversals there are: an outer join would read the whole ledger.
        reversals = self.model.objects.filter(reverses__isnull=False, reverses=OuterRef("pk"))
        return self.filter(~Exists(reversals), reverses=None)

    def overridden(self):
        """The sales that the director let pass over a cap."""
        return self.exclude(override_reason="")

    def sold_in(self, period):
        return self.filter(sold_on__gte=period.lower, sold_on__lt=period.upper)

    def with_totals(self):
        """Beside each sale, `paid` and `saving`: what its lines come to."""
        public_value = F("lines__public_price") * F("lines__quantity")
        return self.annotate(
            paid=models.Sum("lines__paid"), saving=models.Sum(public_value - F("lines__paid"))
        )

    def in_detail(self):
        """With what a receipt names: the person, the place, what it undoes or what undid it."""
        return self.with_totals().select_related(
            "enrolment__beneficiary", "site", "reverses", "reversal", "payer", "overridden_by"
        )

    def counted_with(self, enrolment):
        """The sales of the enrolment and of those that it absorbed."""
        counted = Enrolment.objects.counted_with(enrolment.pk)
        return self.filter(enrolment__in=counted.values("pk"))

    def on_statement_of(self, enrolment):
        """The sales of the enrolment, newest first, each with its lines and what undid it."""
        return (
            self.counted_with(enrolment)
            .filter(reverses=None)
            .with_totals()
            .select_related("reversal")
            .prefetch_related(models.Prefetch("lines", SaleLine.objects.in_order()))
            .order_by("-sold_on", "-pk")
        )


class Sale(RuledModel):
    """One sale to one person, within their twelve months; it bears a receipt number.

    The person is reached through the enrolment, so that a ledger row never has to change.
    """

    class Payment(models.TextChoices):
        CASH = "cash", "Espèces"
        CARD = "card", "Carte bancaire"
        CHEQUE = "cheque", "Chèque"
        THIRD_PARTY = "third_party", "Prise en charge"
        FREE = "free", "Gratuit"
        NOT_STATED = "not_stated", "Non précisé"

    class Allocation(models.TextChoices):
        """Why articles are given for nothing."""

        FAULTY = "faulty", "Remplacement d’un article défectueux"
        EMERGENCY = "emergency", "Urgence"
        OPERATOR_GIFT = "operator_gift", "Don d’un opérateur"
        OTHER = "other", "Autre motif"

    key = models.UUIDField("clé de l’envoi", default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inscription", related_name="sales"
    )
    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name="point d’accueil", related_name="sales"
    )
    series = models.CharField("série", max_length=20)
    number = models.PositiveIntegerField("numéro")
    sold_on = models.DateField("jour")
    recorded_at = models.DateTimeField("enregistrée le", auto_now_add=True)
    payment = models.CharField("paiement", max_length=20, choices=Payment)
    seller_name = models.CharField("conseiller", max_length=100, blank=True)
    sold_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="vendue par", null=True, blank=True, related_name="+"
    )
    till_session = models.ForeignKey(
        "TillSession",
        models.PROTECT,
        verbose_name="caisse",
        null=True,
        blank=True,
        related_name="sales",
    )
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name="annule",
        null=True,
        blank=True,
        related_name="reversal",
    )
    reason = models.CharField("motif de l’annulation", max_length=200, blank=True)
    payer = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="prise en charge par",
        null=True,
        blank=True,
        related_name="+",
    )
    cheque_number = models.CharField(
        "n° de chèque", max_length=20, blank=True, default="", db_default=""
    )
    allocation = models.CharField(
        "motif de la dotation",
        max_length=20,
        choices=Allocation,
        blank=True,
        default="",
        db_default="",
    )
    allocation_note = models.CharField(
        "la dotation, en quelques mots", max_length=200, blank=True, default="", db_default=""
    )
    override_reason = models.CharField(
        "motif de la dérogation", max_length=200, blank=True, default="", db_default=""
    )
    overridden_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="dérogation de", null=True, blank=True, related_name="+"
    )
    overridden = models.TextField(
        "ce que les plafonds refusaient", blank=True, default="", db_default=""
    )

    objects = SaleQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "vente", "ventes"
        indexes = [
            models.Index(name="sale_of_an_enrolment", fields=["enrolment", "sold_on"]),
            models.Index(name="sale_by_day", fields=["sold_on"]),
            BrinIndex(name="sale_by_instant", fields=["recorded_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="sale_recorded_once",
                fields=["key"],
                violation_error_message="Cette vente est déjà enregistrée.",
            ),
            models.UniqueConstraint(
                name="sale_number_unique",
                fields=["series", "number"],
                violation_error_message="Ce numéro de reçu est déjà donné.",
            ),
            models.CheckConstraint(
                name="sale_reversed_with_a_reason",
                condition=Q(reverses=None, reason="") | Q(reverses__isnull=False) & ~Q(reason=""),
                violation_error_message="Une annulation dit son motif.",
            ),
            models.CheckConstraint(
                name="sale_overridden_by_somebody_for_a_reason",
                condition=Q(override_reason="", overridden_by=None)
                | ~Q(override_reason="") & Q(overridden_by__isnull=False),
                violation_error_message="Une dérogation dit son motif et qui l’accorde.",
            ),
            models.CheckConstraint(
                name="sale_paid_by_the_payer_it_names",
                condition=Q(payment="third_party", payer__isnull=False)
                | Q(payment="third_party") & (Q(sold_by=None) | Q(reverses__isnull=False))
                | ~Q(payment="third_party") & Q(payer=None),
                violation_error_message="Une prise en charge, et elle seule, dit qui paie.",
            ),
            models.CheckConstraint(
                name="sale_cheque_number_of_a_cheque",
                condition=Q(cheque_number="") | Q(payment="cheque"),
                violation_error_message="Seul un chèque porte un numéro de chèque.",
            ),
            models.CheckConstraint(
                name="sale_allocation_is_free",
                condition=Q(allocation="") | Q(payment="free"),
                violation_error_message="Une dotation est gratuite.",
            ),
            models.CheckConstraint(
                name="sale_other_allocation_says_why",
                condition=~Q(allocation="other") | ~Q(allocation_note=""),
                violation_error_message="Une dotation pour un autre motif le dit en mots.",
            ),
        ]
        triggers = [
            triggers.numbers_and_periods,
            triggers_till.sale_at_the_till,
            *seen("sale", triggers.BUYERS),
            *append_only("sale"),
        ]

    def __str__(self):
        return f"Reçu {self.receipt}"

    def get_absolute_url(self):
        return reverse("recharges:sale", args=[self.pk])

    @property
    def is_reversed(self) -> bool:
        return hasattr(self, "reversal")

    @property
    def receipt(self) -> str:
        """The receipt number as it is printed: `A2016-000123`."""
        return f"{self.series}-{self.number:06d}"


class SaleLineQuerySet(models.QuerySet):
    def in_order(self):
        """As they were rung up, each with its product."""
        return self.select_related("product").order_by("pk")

    def with_pieces(self):
        """With the pieces handed over or brought back, for those followed one by one."""
        return self.prefetch_related("stock_movements__steps__unit")


class SaleLine(RuledModel):
    """So many of a product for so much in all, beside what the market would have asked."""

    class Kind(models.TextChoices):
        SOLD = "sold", "Vente"
        ALLOCATION = "allocation", "Dotation exceptionnelle"

    sale = models.ForeignKey(Sale, models.PROTECT, related_name="lines")
    kind = models.CharField(
        "nature", max_length=10, choices=Kind, default=Kind.SOLD, db_default=Kind.SOLD
    )
    product = models.ForeignKey(
        Product, models.PROTECT, verbose_name="article", related_name="sale_lines"
    )
    # What the catalogue said on the day, written by the database: the catalogue may be corrected.
    name = models.CharField("désignation", max_length=150, blank=True, default="", editable=False)
    category = models.CharField(
        "catégorie", max_length=20, choices=Category, blank=True, default="", editable=False
    )
    quantity = models.IntegerField("quantité")
    paid = MoneyField("payé, pour la ligne")
    solidarity_price = MoneyField(
        "prix solidaire du jour, pour un", null=True, blank=True, editable=False
    )
    public_price = MoneyField("prix public, pour un")

    objects = SaleLineQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "ligne de vente", "lignes de vente"
        constraints = [
            models.CheckConstraint(
                name="sale_line_quantity_not_zero",
                condition=Q(quantity__gt=0, paid__gte=0) | Q(quantity__lt=0, paid__lte=0),
                violation_error_message="La quantité est d’au moins un, le prix n’est pas négatif.",
            ),
            models.CheckConstraint(
                name="sale_line_public_price_not_negative",
                condition=Q(public_price__gte=0),
                violation_error_message="Le prix public n’est pas négatif.",
            ),
            models.CheckConstraint(
                name="sale_line_allocation_is_paid_nothing",
                condition=Q(kind="sold") | Q(kind="allocation", paid=0),
                violation_error_message="Une dotation ne se paie pas.",
            ),
        ]
        triggers = [
            triggers.caps,
            triggers_stock.takes_from_the_shelf,
            triggers_till.line_before_the_seal,
            *append_only("sale_line"),
        ]

    def __str__(self):
        return f"{self.quantity} × {self.name}"

    @property
    def is_allocation(self) -> bool:
        return self.kind == self.Kind.ALLOCATION

    @property
    def pieces(self) -> list:
        """The units that left with the line, or came back with it; read `with_pieces`."""
        return [step.unit for move in self.stock_movements.all() for step in move.steps.all()]

    @property
    def public_value(self) -> Decimal:
        return self.public_price * self.quantity

    @property
    def saving(self) -> Decimal:
        return self.public_value - self.paid


PUBLIC_VALUE = F("public_price") * F("quantity")
