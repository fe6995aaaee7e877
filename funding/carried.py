"""Dedicated funds of a year, grant by grant: opening, added, used, closing (account 19)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DecimalField, Q, Sum
from django.db.models.functions import Coalesce

from funding.models import DedicatedMovement, Grant
from pimms.kernel.money import ZERO

Kind = DedicatedMovement.Kind


@dataclass(frozen=True)
class Fund:
    grant: Grant
    opening: Decimal
    added: Decimal
    used: Decimal

    @property
    def closing(self) -> Decimal:
        return self.opening + self.added - self.used


def funds(year: int) -> list[Fund]:
    """Those that held or moved something in the year; euros."""

    def total(**where):
        amount = Sum("dedicated__amount", filter=Q(**where))
        return Coalesce(amount, ZERO, output_field=DecimalField())

    before = {"dedicated__year__lt": year}
    grants = (
        Grant.objects.filter(dedicated__year__lte=year)
        .select_related("funder")
        .annotate(
            added_before=total(dedicated__kind=Kind.ADDED, **before),
            used_before=total(dedicated__kind=Kind.USED, **before),
            added=total(dedicated__kind=Kind.ADDED, dedicated__year=year),
            used=total(dedicated__kind=Kind.USED, dedicated__year=year),
        )
        .order_by("year", "funder__name", "pk")
    )
    found = [
        Fund(grant, grant.added_before - grant.used_before, grant.added, grant.used)
        for grant in grants
    ]
    return [fund for fund in found if fund.opening or fund.added or fund.used]
