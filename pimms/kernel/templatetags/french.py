"""How France writes numbers, money, dates: the filters of templates, PDF and sentences alike."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django import template
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.formats import date_format

from pimms.kernel import phones
from pimms.kernel.masking import HIDDEN
from pimms.kernel.periods import add_months

register = template.Library()

Numeric = Decimal | float | str

NARROW = "\u202f"  # narrow no-break space
NO_BREAK = "\u00a0"

_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip


@register.filter
def number(value: Numeric | None, decimals: int = 0) -> str:
    """`1234.5` becomes `1 234,5` with narrow no-break spaces between thousands."""
    if value is None:
        return "—"
    text = f"{Decimal(value):,.{decimals}f}"
    return text.replace(",", NARROW).replace(".", ",").replace("-", "−")


@register.filter
def or_hidden(count: int | None) -> str:
    """A count that may be told, or the word for one that may not."""
    return HIDDEN if count is None else number(count)


@register.filter
def shortest(value: Numeric) -> str:
    """With no more decimals than it needs, two at most: `3`, `0,5`, `12,25`."""
    value = Decimal(value)
    decimals = next(n for n in (0, 1, 2) if n == 2 or value == round(value, n))
    return number(value, decimals)


@register.filter
def euros(value: Numeric | None) -> str:
    """`Decimal("1234.5")` becomes `1 234,50 €`."""
    return "—" if value is None else f"{number(value, 2)}{NARROW}€"


@register.filter
def percent(part: Decimal | int, whole: Decimal | int | None) -> str:
    """The share of `part` in `whole`: `57,9 %`; a dash when there is no whole."""
    if not whole:
        return "—"
    return f"{number(Decimal(100) * part / whole, 1)}{NARROW}%"


@register.filter
def day(value: date | None) -> str:
    """`15/03/2016`."""
    return "" if value is None else f"{value:%d/%m/%Y}"


@register.filter
def held(period: DateRange) -> str:
    """When a half-open period held: `depuis le 01/09/2016`, `du 01/09/2016 au 30/09/2016`."""
    if period.isempty:
        return "remplacé le jour même"
    end = day(period.upper - timedelta(days=1)) if period.upper else ""
    if period.lower:
        start = day(period.lower)
        return f"du {start} au {end}" if end else f"depuis le {start}"
    return f"jusqu’au {end}" if end else "depuis toujours"


@register.filter
def days_old(days: int) -> str:
    """`aujourd’hui`, `depuis 1 jour`, `depuis 12 jours`."""
    if not days:
        return "aujourd’hui"
    return f"depuis {days} jour{'s' if days > 1 else ''}"


@register.filter
def month_name(value: date) -> str:
    """`oct.`, the short name of the month."""
    return _MONTHS[value.month - 1]


@register.filter
def month_in_full(value: date) -> str:
    """`mars 2016`."""
    return date_format(value, "F Y").replace(" ", NO_BREAK)


@register.filter
def long_day(value: date) -> str:
    """`mardi 1er mars 2016`."""
    first = "1er" if value.day == 1 else str(value.day)
    return f"{date_format(value, 'l')} {first}{NO_BREAK}{date_format(value, 'F Y')}"


@register.filter
def clock(value: time) -> str:
    """`9 h`, `14 h 30`."""
    return f"{value.hour}{NO_BREAK}h" + (f"{NO_BREAK}{value.minute:02}" if value.minute else "")


@register.filter
def instant(value: datetime) -> str:
    """The local day and hour of an instant: `jeudi 20 octobre 2016, 14 h 30`."""
    local = timezone.localtime(value)
    return f"{long_day(local.date())}, {clock(local.time())}"


def opening(value: date) -> str:
    """A day of this year or the next, short: `1er nov.`, `14 mars`."""
    first = "1er" if value.day == 1 else str(value.day)
    return f"{first}{NO_BREAK}{month_name(value)}"


def time_left(first: date, until: date) -> str:
    """From a day to another, in words: `5 mois et 3 jours`, `1 mois`, `12 jours`."""
    months = (until.year - first.year) * 12 + until.month - first.month
    months -= add_months(first, months) > until
    days = (until - add_months(first, months)).days
    parts = [f"{months} mois"] if months else []
    if days or not months:
        parts.append(f"{days} jour{'s' if days > 1 else ''}")
    return " et ".join(parts)


@register.filter
def duration(minutes: int) -> str:
    """A time spent, from minutes: `45 min`, `1 h`, `1 h 15`."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest}{NO_BREAK}min"
    return f"{number(whole)}{NO_BREAK}h" + (f"{NO_BREAK}{rest:02}" if rest else "")


@register.filter
def hours(value: Numeric) -> str:
    """Hours as a Decimal: `317,5 h`, `0,33 h`; whole hours without decimals."""
    return f"{shortest(value)}{NARROW}h"


@register.filter
def phone(value: str) -> str:
    """`06 12 34 56 78`, `+262 692 12 34 56`: as it is dialled, in one piece."""
    return phones.in_words(value).replace(" ", NO_BREAK)
