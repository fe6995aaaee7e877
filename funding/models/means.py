"""With what the programme is run: posts, rooms, machines, volunteers, money put aside."""

from decimal import Decimal

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from accounts.models import User
from funding.triggers import dedicated_fund_not_overdrawn
from pimms.kernel.money import CENT, ZERO, MoneyField
from pimms.kernel.periods import last_day
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only

from .funders import Funder
from .grants import Grant


def months_of(period, year: int) -> int:
    """How many calendar months of the year the period touches."""
    first = max((period.lower.year, period.lower.month), (year, 1))
    end = last_day(period)
    last = min((end.year, end.month), (year, 12)) if end else (year, 12)
    return max(0, (last[0] - first[0]) * 12 + last[1] - first[1] + 1)


class Post(RuledModel):
    """A post of digital mediation: its kind of contract and the time it is filled."""

    class Contract(models.TextChoices):
        SUBSIDISED = "subsidised", "contrat aidé"
        PERMANENT = "permanent", "CDI"
        FIXED_TERM = "fixed_term", "CDD"

    title = models.CharField("intitulé", max_length=100)
    contract = models.CharField("contrat", max_length=20, choices=Contract)
    period = DateRangeField("période")
    cost = MoneyField("coût employeur par mois", null=True, blank=True)
    aid = MoneyField("aide par mois", null=True, blank=True)
    funder = models.ForeignKey(
        Funder,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name="qui verse l’aide",
    )

    class Meta:
        verbose_name, verbose_name_plural = "poste", "postes"
        constraints = [
            models.CheckConstraint(
                name="post_period_not_empty",
                condition=Q(period__isempty=False) & Q(period__lower_inf=False),
                violation_error_message="Un poste commence un jour donné.",
            ),
            models.CheckConstraint(
                name="post_aid_within_the_cost",
                condition=Q(aid=None)
                | Q(aid__gte=0, cost__isnull=False, aid__lte=models.F("cost")),
                violation_error_message="L’aide ne dépasse pas le coût du poste.",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def last_day(self):
        return last_day(self.period)


class Resource(RuledModel):
    """A room, machines or goods; `value` is what it would cost a month, when it is given."""

    class Kind(models.TextChoices):
        ROOM = "room", "local"
        COMPUTER = "computer", "matériel informatique"
        GOODS = "goods", "don de cartes ou d’appareils"

    kind = models.CharField("type", max_length=10, choices=Kind)
    label = models.CharField("désignation", max_length=120)
    count = models.PositiveSmallIntegerField("nombre", default=1)
    given_by = models.CharField("prêté ou donné par", max_length=120, blank=True)
    value = MoneyField("valeur par mois", default=ZERO)
    period = DateRangeField("période")

    class Meta:
        verbose_name, verbose_name_plural = "moyen", "moyens"
        constraints = [
            models.CheckConstraint(
                name="resource_period_begins",
                condition=Q(period__isempty=False) & Q(period__lower_inf=False),
                violation_error_message="Un moyen est là à partir d’un jour donné.",
            ),
            models.CheckConstraint(
                name="resource_value_when_given",
                condition=Q(value=0) | Q(value__gt=0) & ~Q(given_by=""),
                violation_error_message="Ce qui est donné a une valeur et un donateur.",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def account(self) -> str:
        return "860" if self.kind == self.Kind.GOODS else "861"

    def value_in(self, year: int) -> Decimal:
        return self.value * months_of(self.period, year)


class VolunteerHours(RuledModel):
    """Hours given, and what an hour would cost. A mistake is taken back by negative hours."""

    key = models.UUIDField(editable=False)
    day = models.DateField("jour")
    activity = models.CharField("activité", max_length=120)
    hours = models.DecimalField("heures", max_digits=6, decimal_places=2)
    rate = MoneyField("valeur d’une heure")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "heures de bénévolat", "heures de bénévolat"
        triggers = append_only("volunteer_hours")
        constraints = [
            models.UniqueConstraint(
                name="volunteer_hours_recorded_once",
                fields=["key"],
                violation_error_message="Ces heures sont déjà enregistrées.",
            ),
            models.CheckConstraint(
                name="volunteer_hours_are_something",
                condition=~Q(hours=0) & Q(rate__gt=0),
                violation_error_message="Indiquez des heures et la valeur d’une heure.",
            ),
        ]

    def __str__(self):
        return self.activity

    @property
    def value(self) -> Decimal:
        return (self.hours * self.rate).quantize(CENT)


class DedicatedMovement(RuledModel):
    """What of a grant is put aside at the end of a year (689), or taken again later (789)."""

    class Kind(models.TextChoices):
        ADDED = "added", "mis de côté"
        USED = "used", "utilisé"

    grant = models.ForeignKey(
        Grant, models.PROTECT, related_name="dedicated", verbose_name="subvention"
    )
    year = models.PositiveSmallIntegerField("exercice")
    kind = models.CharField("mouvement", max_length=5, choices=Kind)
    amount = MoneyField("montant")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField("le")

    class Meta:
        verbose_name, verbose_name_plural = "mouvement de fonds dédié", "mouvements de fonds dédiés"
        triggers = [*append_only("dedicated_movement"), dedicated_fund_not_overdrawn]
        constraints = [
            models.CheckConstraint(
                name="dedicated_amount_positive",
                condition=Q(amount__gt=0),
                violation_error_message="Le montant est supérieur à zéro.",
            ),
            models.CheckConstraint(
                name="dedicated_kind_known",
                condition=Q(kind__in=["added", "used"]),
                violation_error_message="Un fonds dédié est mis de côté ou utilisé.",
            ),
        ]

    def __str__(self):
        return f"{self.grant}, {self.year}"
