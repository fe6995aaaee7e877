"""What was planned, what was spent, who pays for which part of it, and what else came in."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import User
from funding import chart
from funding.triggers import expense_reverses_the_same, income_reverses_the_same, shares_add_up
from pimms.kernel.money import MoneyField
from pimms.kernel.periods import year as calendar_year
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only

from .grants import Grant


class BudgetLine(RuledModel):
    """What was planned for an account in a year: of the whole house, or of what a grant pays.

    The 87 are never planned: they follow the 86.
    """

    year = models.PositiveSmallIntegerField("exercice")
    grant = models.ForeignKey(
        Grant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="budget",
        verbose_name="subvention",
    )
    account = models.CharField("compte", max_length=3, choices=chart.PLANNED)
    amount = MoneyField("montant prévu")

    class Meta:
        verbose_name, verbose_name_plural = "ligne de budget", "lignes de budget"
        constraints = [
            models.UniqueConstraint(
                name="budget_line_once_an_account",
                fields=["year", "grant", "account"],
                nulls_distinct=False,
                violation_error_message="Ce compte est déjà prévu.",
            ),
            models.CheckConstraint(
                name="budget_line_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message="Un montant n’est pas négatif.",
            ),
            models.CheckConstraint(
                name="budget_line_account_planned",
                condition=Q(account__regex=r"^(6[0-9]|7[0-9]|86)[0-9]?$"),
                violation_error_message="Ce compte ne se prévoit pas.",
            ),
        ]

    def __str__(self):
        return f"{self.year}, {self.account}"


class WrittenQuerySet(models.QuerySet):
    def of_year(self, year):
        period = calendar_year(year)
        return self.filter(day__gte=period.lower, day__lt=period.upper)

    def standing(self):
        """Neither taken back nor what takes back."""
        taken_back = self.model.objects.filter(reverses=OuterRef("pk"))
        return self.filter(~Exists(taken_back), reverses=None)


class _Written(RuledModel):
    """A line of the books. Never changed: a mistake is taken back by another line."""

    key = models.UUIDField(editable=False)
    day = models.DateField("jour")
    label = models.CharField("libellé", max_length=150)
    amount = MoneyField("montant")
    reverses = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reversals"
    )
    reason = models.CharField("motif", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = WrittenQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.label

    @property
    def account_in_full(self) -> str:
        return f"{self.account} {chart.LABELS[self.account]}"


_SIGN = Q(reverses=None, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0) & ~Q(reason="")


class Expense(_Written):
    """What we paid, on which account, to whom."""

    account = models.CharField("compte", max_length=3, choices=chart.EXPENSES)
    supplier = models.CharField("fournisseur", max_length=120, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "dépense", "dépenses"
        triggers = [*append_only("expense"), expense_reverses_the_same]
        indexes = [models.Index(name="expense_by_day", fields=["day", "id"])]
        constraints = [
            models.UniqueConstraint(
                name="expense_recorded_once",
                fields=["key"],
                violation_error_message="Cette dépense est déjà enregistrée.",
            ),
            models.UniqueConstraint(
                name="expense_reversed_once",
                fields=["reverses"],
                violation_error_message="Cette dépense est déjà annulée.",
            ),
            models.CheckConstraint(
                name="expense_amount_sign",
                condition=_SIGN,
                violation_error_message="Une dépense est supérieure à zéro\u202f; son annulation"
                " dit pourquoi.",
            ),
            models.CheckConstraint(
                name="expense_account_is_a_charge",
                condition=Q(account__regex=r"^6[0-9]{1,2}$") & ~Q(account="689"),
                violation_error_message="Une dépense va à un compte de charges.",
            ),
        ]

    def get_absolute_url(self):
        return reverse("funding:expense", args=[self.pk])


class Income(_Written):
    """What came in beside sales and grants: gifts, fees, the aid for subsidised contracts."""

    account = models.CharField("compte", max_length=3, choices=chart.INCOMES)

    class Meta:
        verbose_name, verbose_name_plural = "recette", "recettes"
        triggers = [*append_only("income"), income_reverses_the_same]
        constraints = [
            models.UniqueConstraint(
                name="income_recorded_once",
                fields=["key"],
                violation_error_message="Cette recette est déjà enregistrée.",
            ),
            models.UniqueConstraint(
                name="income_reversed_once",
                fields=["reverses"],
                violation_error_message="Cette recette est déjà annulée.",
            ),
            models.CheckConstraint(
                name="income_amount_sign",
                condition=_SIGN,
                violation_error_message="Une recette est supérieure à zéro\u202f; son annulation"
                " dit pourquoi.",
            ),
            models.CheckConstraint(
                name="income_account_is_a_product",
                condition=Q(account__regex=r"^7[0-9]{1,2}$")
                & ~Q(account__in=sorted(chart.COMPUTED)),
                violation_error_message="Une recette va à un compte de produits qui ne se calcule"
                " pas.",
            ),
        ]


class Share(RuledModel):
    """The part of an expense that a grant pays. Given back by a line of the other sign."""

    expense = models.ForeignKey(Expense, models.PROTECT, related_name="shares")
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="shares")
    amount = MoneyField("part")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField("le")

    class Meta:
        verbose_name, verbose_name_plural = "part de dépense", "parts de dépenses"
        triggers = [*append_only("expense_share"), shares_add_up]
        constraints = [
            models.CheckConstraint(
                name="share_is_something",
                condition=~Q(amount=0),
                violation_error_message="Une part n’est pas nulle.",
            ),
        ]

    def __str__(self):
        return f"{self.expense}, {self.grant}"
