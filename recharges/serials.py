"""The numbers that tell pieces apart: codes, SIM cards, IMEI; read from a paste line by line.

Luhn, ICCID and IMEI: ITU-T E.118 and 3GPP TS 23.003.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from pimms.kernel.templatetags.french import day


@dataclass(frozen=True)
class Piece:
    """One line of a paste that reads well."""

    place: int
    number: str
    expires_on: date | None = None


@dataclass(frozen=True)
class Nature:
    """A kind of numbers: what it must look like, and the sentence when it does not."""

    pattern: str
    shape: str
    luhn: bool = False

    def fault_of(self, number: str) -> str:
        if not re.fullmatch(self.pattern, number):
            return self.shape
        if self.luhn and not passes_luhn(number):
            return "un chiffre est faux, vérifiez-le sur la pièce"
        return ""


CODE = Nature(r"[A-Z0-9]{8,24}", "un code a de 8 à 24 chiffres ou lettres")
ICCID = Nature(r"[0-9]{19,20}", "le numéro d’une carte SIM a 19 ou 20 chiffres", luhn=True)
IMEI = Nature(r"[0-9]{15}", "un IMEI a 15 chiffres", luhn=True)
SERIAL = Nature(r"[A-Z0-9/]{4,30}", "un numéro de série a de 4 à 30 chiffres ou lettres")


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the one that Luhn's sum asks for."""
    doubled = [int(d) * (1 + n % 2) for n, d in enumerate(reversed(digits))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def tidy(text: str) -> str:
    """As a number is compared: capitals, no spaces, dots nor dashes."""
    return re.sub(r"[\s.\-\u2010-\u2015]", "", text).upper()


def nature_of(number: str, *, sort: str) -> tuple[str, Nature]:
    """(kind, nature) of a number of that sort: `code`, `iccid`, or `device`."""
    if sort == "code":
        return "code", CODE
    if sort == "iccid":
        return "iccid", ICCID
    return ("imei", IMEI) if re.fullmatch(r"[0-9]{15}", number) else ("serial", SERIAL)


def read(text: str, *, sort: str, on: date) -> tuple[list[Piece], dict[int, str]]:
    """(pieces, place → fault) of a paste: a number a line, then perhaps `;` and its last day.

    Every bad line is told; a fault never repeats the number, which may be a code.
    """
    pieces, faults, seen = [], {}, {}
    for place, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        written, last_day = (part.strip() for part in re.split(r"[;\t]", f"{line};", maxsplit=1))
        number, expires_on = tidy(written), _date(last_day.rstrip("; \t"))
        _, nature = nature_of(number, sort=sort)
        if fault := nature.fault_of(number):
            faults[place] = fault
        elif number in seen:
            faults[place] = f"ce numéro est déjà à la ligne {seen[number]}"
        elif expires_on is False:
            faults[place] = "la date de péremption s’écrit 31/12/2026"
        elif expires_on and expires_on < on:
            faults[place] = f"périmé depuis le {day(expires_on)}"
        else:
            pieces.append(Piece(place, number, expires_on))
        seen.setdefault(number, place)
    return pieces, faults


def _date(text: str) -> date | None | bool:
    """The day, None when there is none, False when it is not one."""
    if not text:
        return None
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007
    except ValueError:
        return False


def listed(text: str) -> tuple[str, ...]:
    """The numbers typed or scanned one a line, or apart by commas, tidied, each once."""
    numbers = (tidy(part) for part in re.split(r"[\n,;]", text))
    return tuple(dict.fromkeys(number for number in numbers if number))
