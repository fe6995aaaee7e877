"""Telephone numbers as people write them, kept in the international form."""

import re
from dataclasses import dataclass

import phonenumbers
from django.db.models import CheckConstraint, Q
from phonenumbers import NumberParseException, PhoneNumberFormat

from pimms.kernel.text import fold

# What a column of numbers holds; France's have nine digits behind +33, the first of them no nought.
SHAPE = r"^(\+33[1-9][0-9]{8}|\+(?!33)[1-9][0-9]{5,14})$"
# The regions that dial each other as one country, each with a code of its own from abroad.
_OVERSEAS = ("GP", "MQ", "GF", "RE", "YT", "PM")

_MARKS = " .,;:/_()·•-‐‑‒–—"
_BETWEEN = r"[\s.,/_()·•\-‐‑‒–—]"
_NINE = rf"[1-9](?:{_BETWEEN}*[0-9]){{8}}"
_FRENCH = rf"(?:(?:\+|00){_BETWEEN}*33{_BETWEEN}*(?:0{_BETWEEN}*)?|0{_BETWEEN}*){_NINE}"
_FOREIGN = rf"(?:\+|00){_BETWEEN}*(?!33)[1-9](?:{_BETWEEN}*[0-9]){{5,14}}"
_NUMBER = re.compile(rf"{_FRENCH}|{_FOREIGN}")
_DIGITS = re.compile(rf"[+0-9](?:{_BETWEEN}*[+0-9])*")
# What parts a number from the digits behind it: a space or a hyphen may be one of its own.
_PARTED = re.compile(r"\s*[,/(·•]|\s+[-‐‑‒–—]\s")
# A spreadsheet that takes a number for one eats its beginning.
_EATEN = re.compile(rf"(?:33{_BETWEEN}*)?({_NINE})")


@dataclass(frozen=True)
class Read:
    """A number in the international form, and what was written beside it."""

    number: str
    beside: str = ""


def read(text: str) -> Read:
    """`06.12.34.56.78`, `612345678`, `+33 (0)6 12…`, `0033 6…` become `+33612345678`.

    A bare number is French, or of the region overseas that has it. What stands around the first
    number (« la fille », a second number) is said apart. ValueError when there is no number, or
    when it is not sure where it ends.
    """
    text = " ".join(text.split())
    if whole := _EATEN.fullmatch(text):
        return Read(_international(f"0{whole[1]}", text))
    for digits in _DIGITS.finditer(text):
        if not (found := _NUMBER.match(digits[0])):
            continue
        rest = digits[0][found.end() :]
        if rest and not _PARTED.match(rest) and not _NUMBER.fullmatch(rest.strip(_MARKS)):
            break
        before, after = text[: digits.start()], rest + text[digits.end() :]
        return Read(_international(found[0], text), _words(before, after))
    raise ValueError(text)


def _international(written: str, text: str) -> str:
    digits = re.sub(r"[^+0-9]", "", written)
    digits = re.sub(r"^(?:\+|00)330?", "0", digits)
    try:
        number = phonenumbers.parse(digits, "FR")
    except NumberParseException:
        raise ValueError(text) from None
    if number.country_code == 33 and not phonenumbers.is_valid_number(number):
        for region in _OVERSEAS:
            overseas = phonenumbers.parse(digits, region)
            if phonenumbers.is_valid_number_for_region(overseas, region):
                number = overseas
                break
    said = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if not phonenumbers.is_possible_number(number) or not re.fullmatch(SHAPE, said):
        raise ValueError(text)
    return said


def _words(*parts: str) -> str:
    """What is left around a number, without the marks that held it and the word « Tél. »."""
    left = (part.strip(_MARKS) for part in parts)
    return ", ".join(part for part in left if part and fold(part) not in {"tel", "telephone"})


def in_words(number: str) -> str:
    """A number that is kept here, as it is dialled: `06 12 34 56 78`, `+262 692 12 34 56`."""
    if re.fullmatch(r"\+33[0-9]{9}", number):
        national = f"0{number[3:]}"
        return " ".join(national[i : i + 2] for i in range(0, 10, 2))
    try:
        return phonenumbers.format_number(
            phonenumbers.parse(number), PhoneNumberFormat.INTERNATIONAL
        )
    except NumberParseException:
        return number


def in_a_file(number: str) -> str:
    """The same where a leading `+` would be taken for a sum: `00 262 692 12 34 56`."""
    return in_words(number).replace("+", "00 ")


def rule(name: str, field: str = "phone") -> CheckConstraint:
    """The column holds a number in the international form, or nothing."""
    return CheckConstraint(
        name=name,
        condition=Q(**{field: ""}) | Q(**{f"{field}__regex": SHAPE}),
        violation_error_message="Ce numéro de téléphone n’en est pas un.",
    )
