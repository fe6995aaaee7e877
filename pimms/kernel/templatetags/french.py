"""How France writes numbers, money, dates: the filters of templates, PDF and sentences alike."""

from datetime import date
from decimal import Decimal

from django import template

register = template.Library()

NARROW = "\u202f"  # narrow no-break space
NO_BREAK = "\u00a0"

_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip


@register.filter
def number(value, decimals=0) -> str:
    """`1234.5` becomes `1 234,5` with narrow no-break spaces between thousands."""
    if value is None:
        return "—"
    text = f"{Decimal(value):,.{decimals}f}"
    return text.replace(",", NARROW).replace(".", ",").replace("-", "−")


@register.filter
def euros(value) -> str:
    """`Decimal("1234.5")` becomes `1 234,50 €`."""
    return "—" if value is None else f"{number(value, 2)}{NARROW}€"


@register.filter
def percent(part, whole) -> str:
    """The share of `part` in `whole`: `57,9 %`; a dash when there is no whole."""
    if not whole:
        return "—"
    return f"{number(Decimal(100) * part / whole, 1)}{NARROW}%"


@register.filter
def day(value: date | None) -> str:
    """`15/03/2016`."""
    return "" if value is None else f"{value:%d/%m/%Y}"


@register.filter
def month_name(value: date) -> str:
    """`oct.`, the short name of the month."""
    return _MONTHS[value.month - 1]


@register.filter
def hours(value) -> str:
    """Hours as a Decimal: `317,5 h`; whole hours without decimals."""
    value = Decimal(value)
    return f"{number(value, 0 if value == value.to_integral() else 1)}{NARROW}h"


@register.filter
def phone(value: str) -> str:
    """`+33612345678` becomes `06 12 34 56 78`; another country's number stays as it is."""
    if value.startswith("+33") and len(value) == 12:
        national = "0" + value[3:]
        return NO_BREAK.join(national[i : i + 2] for i in range(0, 10, 2))
    return value
