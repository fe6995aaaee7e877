"""Euros saved against the market price: by person, household, payer, commune."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Sum

from pimms.kernel.money import ZERO
from pimms.kernel.periods import year as calendar_year
from recharges.models import Sale, SaleLine
from recharges.models.ledger import PUBLIC_VALUE

LISTED = 50
_PERSON = "sale__enrolment__beneficiary"
BY = {
    "personne": (f"{_PERSON}__last_name", f"{_PERSON}__first_name", _PERSON),
    "foyer": (f"{_PERSON}__household",),
    "payeur": ("sale__payer__name",),
    "commune": (f"{_PERSON}__commune__name",),
}


@dataclass(frozen=True)
class Saved:
    """Units: people, sales, euros. `person` is the key of the file when the line is a person's."""

    label: str
    people: int
    sales: int
    paid: Decimal
    saving: Decimal
    person: int | None = None


@dataclass(frozen=True)
class Savings:
    """Standing sales of a calendar year. `lines` are the largest, `total` counts everybody."""

    lines: tuple[Saved, ...]
    total: Saved
    is_cut: bool


def savings_of(year: int, *, by: str) -> Savings:
    """What was saved in the year, the largest savings first; saving = public value − paid."""
    rows = _counted(_lines(year).values(*BY[by])).order_by("-saving", *BY[by])
    if by == "foyer":
        rows = rows.filter(**{f"{_PERSON}__household__isnull": False})
    shown = list(rows[: LISTED + 1])
    return Savings(
        lines=tuple(_saved(row, by) for row in shown[:LISTED]),
        total=_total(year),
        is_cut=len(shown) > LISTED,
    )


def years() -> list[int]:
    """The years in which something was sold, newest first."""
    days = Sale.objects.order_by("-sold_on").dates("sold_on", "year", order="DESC")
    return [day.year for day in days]


def _lines(year: int):
    sales = Sale.objects.standing().sold_in(calendar_year(year))
    return SaleLine.objects.filter(sale__in=sales)


def _counted(rows):
    return rows.annotate(
        people=Count(_PERSON, distinct=True),
        sales=Count("sale", distinct=True),
        sum_paid=Sum("paid"),
        saving=Sum(PUBLIC_VALUE - F("paid")),
    )


def _total(year: int) -> Saved:
    [row] = _counted(_lines(year).values(everybody=F("quantity") * 0)).order_by() or [None]
    if row is None:
        return Saved("Total", 0, 0, ZERO, ZERO)
    return Saved("Total", row["people"], row["sales"], row["sum_paid"], row["saving"])


def _saved(row: dict, by: str) -> Saved:
    person = row[_PERSON] if by == "personne" else None
    amounts = (row["people"], row["sales"], row["sum_paid"], row["saving"], person)
    return Saved(_label(row, by), *amounts)


def _label(row: dict, by: str) -> str:
    names = [row[column] for column in BY[by]]
    if by == "personne":
        last, first, _ = names
        return f"{last.upper()} {first}".strip()
    if by == "foyer":
        return f"Foyer n°\u202f{names[0]}"
    without = {"payeur": "La personne elle-même", "commune": "Commune inconnue"}
    return names[0] or without[by]
