"""What people write in a cell: days, hours, durations, amounts, counts. ValueError when it is
none."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from pimms.kernel.durations import minutes_of
from pimms.kernel.money import MAXIMUM, amount
from pimms.kernel.text import fold, one_line

# A day may have a time behind it, which is not looked at, and nothing else.
_BEHIND = (
    r"(?:(?:\s+|\s*T|\s*,?\s*à\s+)"
    r"[0-2]?[0-9]\s*[h:]\s*(?:[0-5][0-9])?(?::[0-5][0-9](?:\.[0-9]+)?)?)?"
)
_DAY = re.compile(
    rf"([0-9]{{1,2}})\s*[/.-]\s*([0-9]{{1,2}})\s*[/.-]\s*([0-9]{{4}}|[0-9]{{2}}){_BEHIND}",
    re.IGNORECASE,
)
_ISO = re.compile(rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}}){_BEHIND}", re.IGNORECASE)
_IN_WORDS = re.compile(
    rf"([0-9]{{1,2}})(?:er)?\s+([^\W\d_]+)\.?\s+([0-9]{{4}}){_BEHIND}", re.IGNORECASE
)
_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin",
    "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip
_WEEK = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
# What a spreadsheet counts days from, and between which they are of our time: 1927 to 2173. Four
# digits are a year, of which the day is not known.
_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"([1-9][0-9]{4})(?:[.,][0-9]+)?")
_HOUR = re.compile(r"([0-9]{1,2})\s*[h:]\s*([0-5][0-9])?(?::[0-5][0-9])?", re.IGNORECASE)
_DURATION = re.compile(
    r"(?:([0-9]+)\s*(?:h|heures?|:)\s*([0-5]?[0-9])?|([0-9]+)(?:[.,]0+)?)\s*(?:min|mn|minutes?|m|')?\.?",
    re.IGNORECASE,
)
_HYPHENS = re.compile(r"[‐‑‒–—―−﹣－]")
_ESCAPED = re.compile(r"_x([0-9a-f]{4})_", re.IGNORECASE)
_ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#VALEUR!", "#REF!", "#NAME?", "#NOM?", "#NUM!", "#NOMBRE!")
    + ("#N/A", "#N/D", "#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!")
)
LARGEST_COUNT = 2**31 - 1
# A register says the same days, prices and counts over and over.
_remembered = lru_cache(maxsize=4096)


def text(value: object) -> str:
    """A cell's value as one line of text: days as 2016-03-12, hours as 14:00, 5.0 as 5."""
    match value:
        case None:
            return ""
        case str():
            return _cleaned(value)
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
        case timedelta():
            hours, minutes = divmod(minutes_of(value), 60)
            return f"{hours}:{minutes:02}"
        case _:
            return _cleaned(str(value))


def _cleaned(written: str) -> str:
    """One line. What is printable and composed already has nothing but its spaces to lose."""
    if "_" in written:
        written = _unescaped(written)
    if not (written.isprintable() and unicodedata.is_normalized("NFC", written)):
        written = one_line(written)
    return " ".join(written.split())


def _unescaped(written: str) -> str:
    """`_x000D_` is how some programs write a line end that no XML holds."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), written)


def is_error(cell: str) -> bool:
    """Whether a spreadsheet says in the cell that it could not work it out."""
    return cell.upper() in _ERRORS


@_remembered
def day(cell: str) -> date:
    """`12/03/2016`, `12.03.16`, `3-7-2016`, `2016-03-12`, `12 mars 2016`, or the number that a
    spreadsheet counts it by; since 1900. A time may stand behind it, nothing else."""
    written = _HYPHENS.sub("-", cell.strip())
    if match := _ISO.fullmatch(written):
        return _plausible(*(int(part) for part in match.groups()))
    if match := _DAY.fullmatch(written):
        number, month, year = (int(part) for part in match.groups())
        if len(match[3]) == 2:
            year += 1900 if year >= 69 else 2000  # the usual pivot of two-digit years (POSIX)
        return _plausible(year, month, number)
    if match := _SERIAL.fullmatch(written):
        return _EPOCH + timedelta(days=int(match[1]))
    return _in_words(written)


def _in_words(written: str) -> date:
    """`12 mars 2016`, `mardi 1er févr. 2016`."""
    before, _, rest = written.partition(" ")
    if fold(before).rstrip(" ") in _WEEK or fold(before) == "le":
        return _in_words(rest)
    if not (match := _IN_WORDS.fullmatch(written)):
        raise ValueError(written)
    month = fold(match[2])
    # « juil », « sept »: three letters at least, and no two months begin so
    meant = [n for n, name in enumerate(_MONTHS, 1) if len(month) >= 3 and name.startswith(month)]
    if len(meant) != 1:
        raise ValueError(written)
    return _plausible(int(match[3]), meant[0], int(match[1]))


def _plausible(year: int, month: int, number: int) -> date:
    if not 1900 <= year < 2200:
        raise ValueError(year)
    return date(year, month, number)


def birth(cell: str, *, today: date) -> date:
    """A birth date between 1900 and today; two digits for the year are read as a past one."""
    born_on = day(cell)
    short = _DAY.fullmatch(_HYPHENS.sub("-", cell.strip()))
    if born_on > today and short and len(short[3]) == 2:
        born_on = born_on.replace(year=born_on.year - 100)
    if not date(1900, 1, 1) <= born_on <= today:
        raise ValueError(cell)
    return born_on


def hour(cell: str) -> time:
    """`9h30`, `14 h`, `14:00` or a spreadsheet's own time."""
    if not (match := _HOUR.fullmatch(cell.rsplit(" ", 1)[-1] if "-" in cell else cell)):
        raise ValueError(cell)
    return time(int(match[1]), int(match[2] or 0))


def duration(cell: str) -> int:
    """Minutes: `45`, `45 min`, `1h30`, `1 h`, `1:30`, or a spreadsheet's own time."""
    if not (match := _DURATION.fullmatch(cell.strip())):
        raise ValueError(cell)
    hours, minutes, alone = match.groups()
    total = int(alone) if alone else int(hours) * 60 + int(minutes or 0)
    if total > LARGEST_COUNT:
        raise ValueError(cell)
    return total


def dossier(cell: str) -> str:
    """A dossier number as it is compared: capitals, one kind of hyphen, no spaces around it."""
    return re.sub(r"\s*-\s*", "-", _HYPHENS.sub("-", cell)).strip().upper()


@_remembered
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


@_remembered
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
