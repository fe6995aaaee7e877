"""What people write in a cell: days, hours, amounts, counts. ValueError when it is none."""

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from pimms.kernel.money import MAXIMUM, amount

_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_HOUR = re.compile(r"(\d{1,2})\s*[h:]\s*(\d{2})?(?::\d{2})?", re.IGNORECASE)
LARGEST_COUNT = 2**31 - 1


def text(value: object) -> str:
    """A cell's value as one line of text: days as 2016-03-12, hours as 14:00, 5.0 as 5."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M")
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return " ".join(str(value).replace("\x00", "").split())


def day(cell: str) -> date:
    """`12/03/2016`, `12.03.16`, `3-7-2016` or a spreadsheet's own date, since 1900."""
    if match := _ISO.match(cell):
        return _plausible(*(int(part) for part in match.groups()))
    if not (match := _DAY.fullmatch(cell)):
        raise ValueError(cell)
    number, month, year = (int(part) for part in match.groups())
    if year < 100:
        year += 1900 if year >= 69 else 2000  # the usual pivot of two-digit years (POSIX)
    return _plausible(year, month, number)


def _plausible(year: int, month: int, number: int) -> date:
    if not 1900 <= year < 2200:
        raise ValueError(year)
    return date(year, month, number)


def birth(cell: str, *, today: date) -> date:
    """A birth date between 1900 and today; two digits for the year are read as a past one."""
    born_on = day(cell)
    if born_on > today and _DAY.fullmatch(cell) and len(_DAY.fullmatch(cell)[3]) == 2:
        born_on = born_on.replace(year=born_on.year - 100)
    if not date(1900, 1, 1) <= born_on <= today:
        raise ValueError(cell)
    return born_on


def hour(cell: str) -> time:
    """`9h30`, `14 h`, `14:00` or a spreadsheet's own time."""
    if not (match := _HOUR.fullmatch(cell.rsplit(" ", 1)[-1] if "-" in cell else cell)):
        raise ValueError(cell)
    return time(int(match[1]), int(match[2] or 0))


def price(cell: str) -> Decimal:
    """Euros, not negative, to the cent: `5`, `5,00 €`, `8.3`."""
    try:
        value = amount(cell)
    except ValueError:
        value = _binary_noise_aside(cell)
    if not 0 <= value <= MAXIMUM:
        raise ValueError(cell)
    return value


def _binary_noise_aside(cell: str) -> Decimal:
    """`16.599999999999998` is how a spreadsheet may keep 16,60."""
    if not re.fullmatch(r"\d+\.\d{6,}", cell):
        raise ValueError(cell)
    try:
        return Decimal(cell).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise ValueError(cell) from None


def count(cell: str) -> int:
    """A whole number of zero or more: `2`, `2,0`."""
    if not (match := re.fullmatch(r"(\d+)(?:[.,]0+)?", cell)):
        raise ValueError(cell)
    if (value := int(match[1])) > LARGEST_COUNT:
        raise ValueError(cell)
    return value


def quantity(cell: str) -> int:
    """A whole number above zero."""
    if (value := count(cell)) == 0:
        raise ValueError(cell)
    return value


def cap(cell: str) -> int | None:
    """A whole number that a MoneyField holds; an empty cap is no cap."""
    if not cell:
        return None
    if (value := count(cell)) > MAXIMUM:
        raise ValueError(cell)
    return value
