"""The till in double entry: what each day brings to the books, balanced day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import F, Sum

from pimms.kernel.money import ZERO
from recharges.models import AccountCode, Closing, Sale, SaleLine, TillSession

HEADING = ("journal", "date", "compte", "libellé", "débit", "crédit", "pièce")
SALES, CASH = "VT", "CA"  # the journals: ventes, caisse
Purpose = AccountCode.Purpose
PURPOSE_OF = {
    Sale.Payment.CASH: Purpose.CASH,
    Sale.Payment.CARD: Purpose.CARD,
    Sale.Payment.CHEQUE: Purpose.CHEQUE,
    Sale.Payment.THIRD_PARTY: Purpose.THIRD_PARTY,
    Sale.Payment.NOT_STATED: Purpose.NOT_STATED,
}


@dataclass(frozen=True)
class Line:
    """One line of the books; neither side is negative, and one of them is nothing."""

    journal: str
    day: date
    account: str
    label: str
    debit: Decimal
    credit: Decimal
    voucher: str

    def as_row(self) -> tuple:
        return (self.journal, self.day, self.account, self.label, self.debit, self.credit,
                self.voucher)  # fmt: skip


class Chart:
    """The accounts by purpose and date."""

    def __init__(self):
        self._codes: dict[str, list[AccountCode]] = {}
        for code in AccountCode.objects.order_by("purpose", "period"):
            self._codes.setdefault(code.purpose, []).append(code)

    def account(self, purpose: str, day: date) -> str:
        for code in self._codes.get(purpose, ()):
            if day in code.period:
                return code.code
        label = Purpose(purpose).label
        raise ValidationError(
            f"Aucun compte pour «\u202f{label}\u202f» le {day:%d/%m/%Y}\u202f: donnez-en un."
        )


def lines(period) -> Iterator[Line]:
    """The lines of the period, by day and site. Raises ValidationError when an account is
    missing."""
    chart = Chart()
    sold, tills, vouchers = _sold(period), _tills(period), _vouchers(period)
    for key in sorted(sold.keys() | tills.keys()):
        day, site, code = key
        voucher = vouchers.get((site, day), f"{code} {day:%Y%m%d}")
        yield from _of_sales(chart, day, sold.get(key, {}), voucher)
        yield from _of_tills(chart, day, *tills.get(key, (ZERO, ZERO)), voucher)


def entry(journal, day, *, debit: str, credit: str, label: str, amount: Decimal, voucher: str):
    """The two lines of an amount; a negative one goes the other way round."""
    if amount < 0:
        debit, credit, amount = credit, debit, -amount
    if amount:
        yield Line(journal, day, debit, label, amount, ZERO, voucher)
        yield Line(journal, day, credit, label, ZERO, amount, voucher)


def _of_sales(chart, day, paid, voucher):
    for payment, amount in sorted(paid.items()):
        if purpose := PURPOSE_OF.get(payment):
            yield from entry(
                SALES, day, amount=amount, voucher=voucher,
                debit=chart.account(purpose, day), credit=chart.account(Purpose.SALES, day),
                label=f"Ventes solidaires, {Sale.Payment(payment).label.lower()}",
            )  # fmt: skip


def _of_tills(chart, day, gap, banked, voucher):
    cash = chart.account(Purpose.CASH, day)
    yield from entry(
        CASH, day, debit=chart.account(Purpose.BANK, day), credit=cash, amount=banked,
        label="Dépôt d’espèces en banque", voucher=voucher,
    )  # fmt: skip
    if gap < 0:
        yield from entry(
            CASH, day, debit=chart.account(Purpose.SHORTAGE, day), credit=cash, amount=-gap,
            label="Manquant de caisse", voucher=voucher,
        )  # fmt: skip
    else:
        yield from entry(
            CASH, day, debit=cash, credit=chart.account(Purpose.SURPLUS, day), amount=gap,
            label="Excédent de caisse", voucher=voucher,
        )  # fmt: skip


def _sold(period) -> dict[tuple, dict[str, Decimal]]:
    """(day, site, its code) → payment → euros."""
    found = (
        SaleLine.objects.filter(sale__sold_on__gte=period.lower, sale__sold_on__lt=period.upper)
        .order_by("sale__sold_on", "sale__site", "sale__payment")
        .values_list("sale__sold_on", "sale__site", "sale__site__code", "sale__payment")
        .annotate(Sum("paid"))
    )
    sold: dict[tuple, dict[str, Decimal]] = {}
    for day, site, code, payment, paid in found:
        sold.setdefault((day, site, code), {})[payment] = paid
    return sold


def _tills(period) -> dict[tuple, tuple[Decimal, Decimal]]:
    """(day, site, its code) → (discrepancy, banked)."""
    found = (
        TillSession.objects.closed()
        .filter(day__gte=period.lower, day__lt=period.upper)
        .order_by("day", "site")
        .values_list("day", "site", "site__code")
        .annotate(gap=Sum(F("counted") - F("expected")), out=Sum("banked"))
    )
    return {(day, site, code): (gap, out) for day, site, code, gap, out in found}


def _vouchers(period) -> dict[tuple[int, date], str]:
    """(site, day) → the Z of that day."""
    days = Closing.objects.filter(kind=Closing.Kind.DAY, period__contained_by=period)
    found = days.order_by("number").values_list("site", "site__code", "period", "number")
    return {(site, day.lower): f"Z {code}{number}" for site, code, day, number in found}
