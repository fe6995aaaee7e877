"""What may be sold, at which price and up to which cap, each with its dates."""

from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from pimms.kernel.money import MoneyField
from recharges import triggers_stock


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
        price = Price.objects.filter(product=OuterRef("pk"), period__contains=day)
        return self.annotate(
            solidarity=Subquery(price.values("solidarity")), public=Subquery(price.values("public"))
        ).filter(solidarity__isnull=False)

    def for_sale_on(self, day):
        """What the till offers that day, each with its prices."""
        return self.priced_on(day).filter(is_archived=False)


class Product(models.Model):
    reference = models.CharField("référence", max_length=30)
    name = models.CharField("désignation", max_length=150)
    category = models.CharField("catégorie", max_length=20, choices=Category)
    category_label = models.CharField("catégorie, en nos mots", max_length=100, blank=True)
    tracking = models.CharField("suivi", max_length=10, choices=Tracking, default=Tracking.NONE)
    low_stock_at = models.PositiveSmallIntegerField(
        "avertir à partir de",
        null=True,
        blank=True,
        help_text="Pièces restantes, par point d’accueil.",
    )
    is_archived = models.BooleanField("retiré de la vente", default=False)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "article", "articles"
        constraints = [
            models.UniqueConstraint(
                name="product_reference_unique",
                fields=["reference"],
                violation_error_message="Un article porte déjà cette référence.",
            ),
        ]
        triggers = [triggers_stock.tracking_changes_when_empty]

    def __str__(self):
        return self.name

    @property
    def is_tracked(self) -> bool:
        return self.tracking != Tracking.NONE

    @property
    def is_by_unit(self) -> bool:
        return self.tracking == Tracking.UNIT


class Price(models.Model):
    """The solidarity price of a product while it holds, beside the market's."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="prices")
    period = DateRangeField("période")
    public = MoneyField("prix public")
    solidarity = MoneyField("prix solidaire")

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
                condition=Q(public__gte=0, solidarity__gte=0),
                violation_error_message="Un prix n’est pas négatif.",
            ),
        ]

    def __str__(self):
        return f"{self.product}\u202f: {self.solidarity} €"


class Cap(models.Model):
    """What one person may buy of a product, or of some categories together, in a span of time."""

    class Span(models.TextChoices):
        MONTH = "month", "par mois"
        ENROLMENT = "enrolment", "sur les douze mois"

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
    limit = MoneyField("plafond")
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
            ExclusionConstraint(
                name="cap_one_at_a_time",
                expressions=[
                    ("product", RangeOperators.EQUAL),
                    ("span", RangeOperators.EQUAL),
                    ("measure", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(product__isnull=False),
                violation_error_message="Cet article a déjà ce plafond sur cette période.",
            ),
        ]

    def __str__(self):
        limit = f"{self.limit} €" if self.measure == self.Measure.EUROS else f"{self.limit:.0f}"
        return f"{self.subject}\u202f: {limit} {self.get_span_display()}"

    @property
    def subject(self) -> str:
        """What the cap is about, in words."""
        if self.product:
            return self.product.name
        return " et ".join(Category(code).label.lower() for code in self.categories).capitalize()

    def covers(self, product: Product) -> bool:
        return self.product_id == product.pk or product.category in self.categories

    def measures(self, *, quantity: int, paid: Decimal) -> Decimal:
        """How much of the cap such a line uses, in the cap's own measure."""
        return paid if self.measure == self.Measure.EUROS else Decimal(quantity)
