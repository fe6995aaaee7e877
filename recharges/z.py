"""A closing as people read it: its name, its totals in words, its tills."""

from dataclasses import dataclass
from decimal import Decimal

from pimms.kernel.templatetags.french import long_day, month_in_full
from recharges.models import Category, Closing, Sale


@dataclass(frozen=True)
class Amount:
    label: str
    amount: Decimal


@dataclass(frozen=True)
class Report:
    """What a Z says, on a page and on paper."""

    closing: Closing
    title: str
    by_payment: list[Amount]
    by_category: list[Amount]
    allocated: Decimal
    discrepancy: Decimal
    banked: Decimal
    receipts: list[str]


def z_of(closing: Closing) -> Report:
    totals = closing.totals
    return Report(
        closing=closing,
        title=title(closing),
        by_payment=by_payment(totals),
        by_category=_amounts(totals["by_category"], Category),
        allocated=Decimal(totals["allocated"]),
        discrepancy=Decimal(totals["discrepancy"]),
        banked=Decimal(totals["banked"]),
        receipts=[
            f"{each['series']}-{each['first']:06d} à {each['series']}-{each['last']:06d}"
            for each in closing.receipts
        ],
    )


def title(closing: Closing) -> str:
    """`Z n° 12 : mardi 15 mars 2016`."""
    day = closing.period.lower
    what = {
        Closing.Kind.YEAR: f"année {day.year}",
        Closing.Kind.MONTH: month_in_full(day),
        Closing.Kind.DAY: long_day(day),
    }.get(closing.kind, f"caisse du {long_day(day)}")
    return f"Z n°\u00a0{closing.number}\u202f: {what}"


def by_payment(totals: dict) -> list[Amount]:
    return _amounts(totals["by_payment"], Sale.Payment)


def _amounts(totals: dict[str, str], labels) -> list[Amount]:
    """In the order of the labels; a code that is no more keeps its own name."""
    names = dict(labels.choices)
    order = sorted(totals, key=lambda code: list(names).index(code) if code in names else 99)
    return [Amount(str(names.get(code, code)), Decimal(totals[code])) for code in order]
