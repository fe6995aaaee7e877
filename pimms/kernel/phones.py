"""Telephone numbers as people write them, kept in the international form."""

import re

import phonenumbers


def parse(text: str) -> str:
    """`06.12.34.56.78`, `612345678`, `+33 6 12…`, `0033 6…` become `+33612345678`.

    A bare number is French; a spreadsheet may have eaten its leading zero. ValueError when it is
    no number at all.
    """
    digits = re.sub(r"[^\d+]", "", text.replace("(0)", ""))
    if re.fullmatch(r"[1-9]\d{8}", digits):
        digits = "0" + digits
    try:
        number = phonenumbers.parse(digits, "FR")
    except phonenumbers.NumberParseException as error:
        raise ValueError(text) from error
    if not phonenumbers.is_possible_number(number) or re.search(r"[^\W\d_]{2}", text):
        raise ValueError(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
