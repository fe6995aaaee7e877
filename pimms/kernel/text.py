"""Text compared the way people compare it: without case, accents, punctuation."""

import re
import unicodedata

_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
    | {"ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t"}
)


_NO_CHARACTERS = {"Cc", "Cs"}  # controls, halves of a pair


def printable(text: str) -> str:
    """The text without what is no character: PostgreSQL refuses some of it, XLSX and XML the rest.

    New lines and tabs stay.
    """
    return "".join(
        letter
        for letter in text
        if letter in "\n\r\t" or unicodedata.category(letter) not in _NO_CHARACTERS
    )


def fold(text: str) -> str:
    """`  Châtenay-MALABRY ` becomes `chatenay malabry`: words of a-z and 0-9, one space apart.

    The database says the same as `pimms_fold(text)` (kernel/migrations/0001).
    """
    bare = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    kept = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", " ", kept).strip()


def squash(text: str) -> str:
    """`Jean-Pierre` and `JEAN PIERRE` both become `jeanpierre`: what makes two names the same."""
    return fold(text).replace(" ", "")
