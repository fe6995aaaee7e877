"""The national schema « lieux de médiation numérique » v1.0.2: its fields, and what they may hold.

Source: LaMednum, standard-mediation-num, schema.json; the table is `data/national_schema.toml`.
Where the national library that reads such files (anct-cartographie-nationale,
lieux-de-mediation-numerique 2.3.0) is narrower, so are we: it refuses a whole file for one place.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pimms.kernel.data_files import read
from pimms.kernel.text import squash

_DATA = read(Path(__file__).parent / "data" / "national_schema.toml")
VERSION, LIBRARY_VERSION = _DATA["version"], _DATA["library_version"]
FIRST_DAY = date(2000, 1, 1)
SHORTEST_NAME = 3  # letters and digits

KINDS = tuple(_DATA["kinds"].items())
SERVICES = tuple(_DATA["services"])
FORM = _DATA["form"]  # attribute: its label
KNOWN_KINDS = frozenset(_DATA["known_kinds"])
VARIANTS, OF_THE_LIBRARY = _DATA["variants"], _DATA["of_the_library"]

TEXT, NUMBER, DAY = "text", "number", "day"
_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿœŒŸ\u00a0\u202f"
_DAYS = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)"
_HOURS = r"\d{2}:\d{2}-\d{2}:\d{2}"
_RULE = rf"{_DAYS}(?:[-,]{_DAYS})* (?:off|{_HOURS}(?:,{_HOURS})*)"
_ON_A_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
_PATTERNS = {
    "email": r"[^@\s|]+@[^@\s|]+\.[^@\s|]+",
    "url": r"https?://[^\s|/?#@:\[\]]+(:\d+)?([/?#][^\s|]*)?",
    "plain_url": r"https?://[A-Za-z0-9.-]+(/[\w+~,%@/.-]*)?(\?[\w+&=;%@.-]*)?(#[\w!/.]*)?",
    "commune": rf"[{_LETTERS}\d\s'’-]+",
    "address": rf"[{_LETTERS}\d\s\-,()°.&:+–;'’/]+",
    "opening": rf"(?:24/7|{_RULE}(?:; ?{_RULE})*)(?: ?\".*\")?",
}
# The same, found anywhere in the text by the database.
NO_HOUR = r"(2[5-9]|[3-9]\d):\d\d|24:(0[1-9]|[1-9]\d)|\d\d:[6-9]\d|24:00-"


@dataclass(frozen=True)
class Field:
    """A column of the schema, and the attribute of `Place` that it fills."""

    name: str
    attribute: str
    required: bool = False
    several: bool = False
    what: str = TEXT
    pattern: str = ""
    values: tuple[str, ...] = ()
    longest: int = 250
    example: str = ""


def _field(row: dict) -> Field:
    pattern = row.get("pattern", "")
    values = tuple(_DATA[row["values"]]) if "values" in row else ()
    return Field(**row | {"pattern": _PATTERNS.get(pattern, pattern), "values": values})


FIELDS = tuple(map(_field, _DATA["fields"]))
NAMES = tuple(each.name for each in FIELDS)
BY_ATTRIBUTE = {each.attribute: each for each in FIELDS}


def check(each: Field, value, *, on: date | None = None) -> tuple[object, str]:
    """The value as `Place` keeps it, and what is wrong with it in a few words, or nothing.

    A day after `on` is wrong.
    """
    if each.several:
        return _check_several(each, value)
    if isinstance(value, list | dict | bool):
        return None if each.what != TEXT else "", "n’admet qu’une valeur"
    text = "" if value is None else str(value).strip()
    if not text:
        empty = None if each.what != TEXT else ""
        return empty, "manque" if each.required else ""
    if each.what == NUMBER:
        return _as_number(each, text)
    if each.what == DAY:
        return _as_day(text, on)
    return text, _wrong(each, text)


def _check_several(each: Field, value) -> tuple[list[str], str]:
    closed = each.values or each.attribute == "kinds"  # no value of theirs has a semicolon
    parting = "[|;]" if closed else "[|]"
    given = value if isinstance(value, list) else re.split(parting, str(value or ""))
    if any(isinstance(part, list | dict) for part in given):
        return [], "n’admet qu’une liste de textes"
    parts = [_meant(each, str(part).strip()) for part in given]
    parts = list(dict.fromkeys(part for part in parts if part))
    wrong = next((words for part in parts if (words := _wrong(each, part))), "")
    return parts, wrong


def _meant(each: Field, text: str) -> str:
    """The schema's own spelling of a value that is written otherwise; what is not known, as it is.

    Case, accents and signs do not count, nor does what explains a value behind it.
    """
    text = VARIANTS.get(text, text)
    if not each.values or text in each.values:
        return text
    spelling = {squash(value): value for value in each.values}
    tried = (text, text.partition(":")[0], text.partition("(")[0])
    return next((spelling[squash(one)] for one in tried if squash(one) in spelling), text)


def _wrong(each: Field, text: str) -> str:
    if "\x00" in text:
        return "contient un caractère interdit"
    if text.startswith(("=", "@", "\t")):
        return "ne peut commencer ainsi\u202f: un tableur l’exécuterait"
    if len(text) > each.longest:
        return f"dépasse {each.longest} caractères"
    if each.values and text not in each.values:
        return f"n’admet pas «\u202f{text}\u202f»"
    if each.pattern and not re.fullmatch(each.pattern, text, re.ASCII):
        return f"s’écrit comme {each.example}" if each.example else "commence par https://"
    if each.attribute == "pivot" and not text.strip("0"):
        return "n’est fait que de zéros"
    if each.attribute == "name" and len(squash(text)) < SHORTEST_NAME:
        return "a moins de trois lettres"
    return impossible_hours(text) if each.attribute == "opening" else ""


def impossible_hours(opening: str) -> str:
    """What is wrong with hours that no clock has, or nothing: `25:61`, `09:75`, `24:30`."""
    for first, last in re.findall(r"(\d{2}:\d{2})-(\d{2}:\d{2})", opening.partition('"')[0]):
        for hour, also in ((first, ()), (last, ("24:00",))):
            if hour not in also and not re.fullmatch(_ON_A_CLOCK, hour):
                return f"dit une heure qui n’existe pas\u202f: {hour}"
    return ""


def _as_number(each: Field, text: str):
    most = 90 if each.name == "latitude" else 180
    try:
        number = Decimal(text).quantize(Decimal("0.000001"))
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number) > most:
        return None, f"s’écrit comme {each.example}"
    return number, ""


def _as_day(text: str, on: date | None):
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}(-\d\d){2}", text, re.ASCII) else None
    except ValueError:
        day = None
    if day is None:
        return None, "s’écrit AAAA-MM-JJ"
    if day < FIRST_DAY:
        return day, "est d’avant l’an 2000"
    return day, "est un jour à venir" if on and day > on else ""
