"""What may be sold, at which price and up to which cap, each with its dates."""

from datetime import date
from decimal import ROUND_DOWN, Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast
from django.urls import reverse

from pimms.kernel.money import CENT, MoneyField
from pimms.kernel.rules import RuledModel
from pimms.kernel.templatetags.french import euros, number
from recharges import triggers_catalogue, triggers_stock


class Category(models.TextChoices):
    MOBILE_CREDIT = "mobile_credit", "Recharge mobile"
    INTERNET_CREDIT = "internet_credit", "Recharge internet"
    SIM_CARD = "sim_card", "Carte SIM"
    INTERNET_DEVICE = "internet_device", "Équipement internet"
    PHONE = "phone", "Téléphone"
    COMPUTER = "computer", "Ordinateur"
    OTHER = "autre", "Autre"


class Tracking(models.TextChoices):
    """How closely the pieces of a product are followed on the shelves."""

    NONE = "none", "Non suivi"
    QUANTITY = "quantity", "En quantité"
    UNIT = "unit", "Pièce par pièce"


class ProductQuerySet(models.QuerySet):
    def tracked(self):
        """The products whose pieces are counted."""
        return self.exclude(tracking=Tracking.NONE)

    def priced_on(self, day):
        """The products that have a price on `day`, with `solidarity` and `public` beside them."""
        price = FilteredRelation("prices", condition=Q(prices__period__contains=day))
        return self.annotate(
            price=price, solidarity=F("price__solidarity"), public=F("price__public")
        ).filter(solidarity__isnull=False)

    def for_sale_on(self, day):
        """What the till offers that day, each with its prices, and `read_for` says which day."""
        return self.priced_on(day).filter(is_archived=False).annotate(read_for=Value(day))

    def on_the_shelf(self, day):
        """Every product as the catalogue lists it, with the prices of that day where it has any."""
        price = Price.objects.filter(product=OuterRef("pk"), period__contains=day)
        amounts = {name: Subquery(price.values(name)) for name in ("public", "solidarity")}
        return self.annotate(purchase=Subquery(price.values("purchase")), **amounts).order_by(
            "is_archived", "category", "name", "pk"
        )


class Product(RuledModel):
    reference = models.CharField("référence", max_length=30)
    name = models.CharField("désignation", max_length=150)
    category = models.CharField("catégorie", max_length=20, choices=Category)
    category_label = models.CharField("catégorie, en nos mots", max_length=100, blank=True)
    barcode = models.CharField("code-barres", max_length=13, blank=True, default="", db_default="")
    tracking = models.CharField("suivi", max_length=10, choices=Tracking, default=Tracking.NONE)
    low_stock_at = models.PositiveSmallIntegerField(
        "avertir à partir de",
        null=True,
        blank=True,
        help_text="Pièces restantes, par point d’accueil.",
    )
    is_archived = models.BooleanField("retiré de la vente", default=False)

    # The prices of the day that `priced_on` was asked for.
    solidarity: Decimal
    public: Decimal

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "article", "articles"
        constraints = [
            models.UniqueConstraint(
                name="product_reference_unique",
                fields=["reference"],
                violation_error_message="Un article porte déjà cette référence.",
            ),
            models.UniqueConstraint(
                name="product_barcode_unique",
                fields=["barcode"],
                condition=~Q(barcode=""),
                violation_error_message="Un article porte déjà ce code-barres.",
            ),
            models.CheckConstraint(
                name="product_barcode_in_digits",
                condition=Q(barcode="") | Q(barcode__regex=r"^(\d{8}|\d{12}|\d{13})$"),
                violation_error_message="Un code-barres a 8, 12 ou 13 chiffres.",
            ),
        ]
        triggers = [triggers_stock.tracking_changes_when_empty]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("recharges:product", args=[self.pk])

    @property
    def is_tracked(self) -> bool:
        return self.tracking != Tracking.NONE

    @property
    def is_by_unit(self) -> bool:
        return self.tracking == Tracking.UNIT


class Price(RuledModel):
    """The solidarity price of a product while it holds, beside the market's and what it costs us.

    A price is never edited: the next one ends it.
    """

    product = models.ForeignKey(Product, models.PROTECT, related_name="prices")
    period = DateRangeField("période")
    public = MoneyField("prix public")
    solidarity = MoneyField("prix solidaire")
    purchase = MoneyField("prix d’achat", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "prix", "prix"
        constraints = [
            ExclusionConstraint(
                name="price_one_at_a_time",
                expressions=[
                    ("product", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Cet article a déjà un prix sur cette période.",
            ),
            models.CheckConstraint(
                name="price_not_negative",
                condition=Q(public__gte=0, solidarity__gte=0)
                & (Q(purchase=None) | Q(purchase__gte=0)),
                violation_error_message="Un prix n’est pas négatif.",
            ),
        ]
        triggers = [triggers_catalogue.price_never_edited]

    def __str__(self):
        return f"{self.product}\u202f: {self.solidarity} €"


class Cap(RuledModel):
    """What a person or a household may buy of a product, or of some categories, in a span of time.

    `factor` makes the limit grow with the household: limit × (1 + factor × (size − 1)).
    """

    class Span(models.TextChoices):
        MONTH = "month", "par mois"
        ENROLMENT = "enrolment", "sur les douze mois"
        YEAR = "year", "par année civile"

    class Scope(models.TextChoices):
        PERSON = "person", "par personne"
        HOUSEHOLD = "household", "par foyer"

    class Measure(models.TextChoices):
        QUANTITY = "quantity", "articles"
        EUROS = "euros", "euros payés"

    product = models.ForeignKey(
        Product,
        models.PROTECT,
        verbose_name="article",
        null=True,
        blank=True,
        related_name="caps",
    )
    categories = ArrayField(
        models.CharField(max_length=20, choices=Category),
        verbose_name="catégories",
        default=list,
        blank=True,
    )
    span = models.CharField("durée", max_length=10, choices=Span)
    measure = models.CharField("mesure", max_length=10, choices=Measure)
    scope = models.CharField(
        "pour", max_length=10, choices=Scope, default=Scope.PERSON, db_default=Scope.PERSON
    )
    limit = MoneyField("plafond")
    factor = models.DecimalField(
        "part en plus par autre personne du foyer",
        max_digits=4,
        decimal_places=2,
        default=Decimal(0),
        db_default=Decimal(0),
    )
    is_advisory = models.BooleanField(
        "indicatif\u202f: prévient sans empêcher", default=False, db_default=False
    )
    period = DateRangeField("en vigueur")

    class Meta:
        verbose_name, verbose_name_plural = "plafond", "plafonds"
        constraints = [
            models.CheckConstraint(
                name="cap_on_a_product_or_categories",
                condition=Q(product__isnull=False, categories__len=0)
                | Q(product=None, categories__len__gt=0),
                violation_error_message="Un plafond porte sur un article ou sur des catégories.",
            ),
            models.CheckConstraint(
                name="cap_not_negative",
                condition=Q(limit__gte=0),
                violation_error_message="Un plafond n’est pas négatif.",
            ),
            models.CheckConstraint(
                name="cap_factor_from_0_to_10",
                condition=Q(factor__gte=0, factor__lte=10),
                violation_error_message="La part par autre personne va de 0 à 10.",
            ),
            ExclusionConstraint(
                name="cap_one_at_a_time",
                expressions=[
                    ("product", RangeOperators.EQUAL),
                    ("span", RangeOperators.EQUAL),
                    ("measure", RangeOperators.EQUAL),
                    ("scope", RangeOperators.EQUAL),
                    (Cast("is_advisory", models.IntegerField()), RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(product__isnull=False),
                violation_error_message="Cet article a déjà ce plafond sur cette période.",
            ),
        ]
        triggers = [triggers_catalogue.cap_never_edited]

    def __str__(self):
        return f"{self.subject}\u202f: {self.amount(self.limit)} {self.terms}"

    @property
    def subject(self) -> str:
        """What the cap is about, in words."""
        if self.product:
            return self.product.name
        return " et ".join(Category(code).label.lower() for code in self.categories).capitalize()

    @property
    def terms(self) -> str:
        """For how long and for whom: `par mois`, `sur les douze mois, par foyer`."""
        span = self.get_span_display()
        return span if self.scope == self.Scope.PERSON else f"{span}, {self.get_scope_display()}"

    def has_ended_on(self, day: date) -> bool:
        upper = self.period.upper
        return self.period.isempty or (upper is not None and upper <= day)

    @property
    def growth(self) -> str:
        """What each other person of the household adds: `+ 50 %`; nothing when they add nothing."""
        return f"+\u202f{number(100 * self.factor)}\u202f%" if self.factor else ""

    def covers(self, product: Product) -> bool:
        return self.covers_like(product.pk, product.category)

    def covers_like(self, product_id: int, category: str) -> bool:
        return self.product_id == product_id or category in self.categories

    def measures(self, *, quantity: int, paid: Decimal) -> Decimal:
        """How much of the cap such a line uses, in the cap's own measure."""
        return paid if self.measure == self.Measure.EUROS else Decimal(quantity)

    def limit_for(self, size: int) -> Decimal:
        """The limit for a household of that many people; pieces and cents are rounded down."""
        grown = self.limit * (1 + self.factor * (size - 1))
        unit = CENT if self.measure == self.Measure.EUROS else Decimal(1)
        return grown.quantize(unit, rounding=ROUND_DOWN)

    @property
    def in_measure(self) -> str:
        """The limit with its unit: `30,00 €`, `2 articles`."""
        if self.measure == self.Measure.EUROS:
            return euros(self.limit)
        return f"{number(self.limit)} article{'s' if self.limit >= 2 else ''}"

    def amount(self, value: Decimal) -> str:
        """A quantity or a sum in the cap's own measure: `2`, `15,00 €`."""
        return euros(value) if self.measure == self.Measure.EUROS else number(value)
