"""The numbers that tell pieces apart: codes, SIM cards, IMEI; read from a paste line by line.

Luhn, ICCID and IMEI: ITU-T E.118 and 3GPP TS 23.003.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from pimms.kernel import keyboards
from pimms.kernel.templatetags.french import day


@dataclass(frozen=True)
class Piece:
    """One line of a paste that reads well."""

    place: int
    number: str
    expires_on: date | None = None
    serial: str = ""  # of a code: the number printed on the outside of its card


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


_A_DAY = r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}"  # well written or not


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


def meant(written: str, *, sort: str) -> str:
    """The number as it is compared, also when a scanner set to another keyboard typed it.

    ValueError when it could be two numbers: no digit of a code or of a serial number proves the
    others, and a scanner that writes Q for A cannot be told from somebody who forgot Shift.
    """
    number = tidy(written)
    if _fits(number, sort=sort):
        return number
    found = {tidy(each) for each in keyboards.others(written)}
    found = {each for each in found if _fits(each, sort=sort)}
    if len(found) > 1:
        setting = keyboards.SETTING[0].lower() + keyboards.SETTING[1:-1]
        raise ValueError(f"ce numéro peut se lire de deux façons\u202f; {setting}")
    return found.pop() if found else number


def sought(written: str) -> str:
    """The number that pieces are looked for by; as it is written when it could be two."""
    try:
        return meant(written, sort="device")
    except ValueError:
        return tidy(written)


def _fits(number: str, *, sort: str) -> bool:
    return not nature_of(number, sort=sort)[1].fault_of(number)


def read(text: str, *, sort: str, on: date) -> tuple[list[Piece], dict[int, str]]:
    """(pieces, place → fault) of a paste: a number a line, then perhaps `;` and its last day.

    A code may be followed by the number of its card too. Every bad line is told; a fault never
    repeats the number, which may be a code.
    """
    pieces, faults, seen = [], {}, {}
    for place, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        number, *others = (part.strip() for part in re.split(r"[;\t]", line))
        try:
            piece = _piece(place, meant(number, sort=sort), others, sort=sort, on=on)
            for each in filter(None, (piece.number, piece.serial)):
                if each in seen:
                    raise ValueError(f"ce numéro est déjà à la ligne {seen[each]}")
                seen[each] = place
            pieces.append(piece)
        except ValueError as fault:
            faults[place] = str(fault)
    return pieces, faults


def _piece(place, number, others, *, sort, on) -> Piece:
    """The piece of a line; ValueError says in words what is wrong with it."""
    if fault := nature_of(number, sort=sort)[1].fault_of(number):
        raise ValueError(fault)
    expires_on, serial = None, ""
    for written in filter(None, others):
        if sort == "code" and not serial and not re.fullmatch(_A_DAY, written):
            serial = tidy(written)
            if fault := SERIAL.fault_of(serial):
                raise ValueError(fault)
        else:
            expires_on = _date(written)
    if expires_on and expires_on < on:
        raise ValueError(f"périmé depuis le {day(expires_on)}")
    return Piece(place, number, expires_on, serial)


def _date(text: str) -> date:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007
    except ValueError:
        raise ValueError("la date de péremption s’écrit 31/12/2026") from None


def listed(text: str) -> tuple[str, ...]:
    """The numbers typed or scanned one a line, or apart by commas, tidied, each once."""
    numbers = (sought(part) for part in re.split(r"[\n,;]", text))
    return tuple(dict.fromkeys(number for number in numbers if number))
