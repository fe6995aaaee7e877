"""Charges and products of a year, with the turnover that the books of the till say."""

from decimal import Decimal

from funding import statement
from funding.models import Grant
from funding.statement import Statement
from pimms.kernel.money import ZERO
from pimms.kernel.periods import year as calendar_year
from recharges import accounting
from recharges.accounting import Purpose


def turnover(year: int) -> Decimal:
    """What the journal of sales wrote to the account of sales; euros.

    Raises ValidationError when an account is missing.
    """
    chart, total = accounting.Chart(), ZERO
    for line in accounting.lines(calendar_year(year)):
        sold_to = chart.account(Purpose.SALES, line.day)
        if line.journal == accounting.SALES and line.account == sold_to:
            total += line.credit - line.debit
    return total


def charges_and_products(year: int, grant: Grant | None = None) -> Statement:
    """By account: planned, real, in per cent; both sides even. Raises as `turnover` does."""
    sales = ZERO if grant else turnover(year)
    return statement.charges_and_products(year, grant, sales=sales)
