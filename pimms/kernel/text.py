"""Text compared the way people compare it: without case, accents, punctuation."""

import re
import unicodedata

_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
    | {"ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t"}
)


# Controls, halves of a pair, and what is kept for no character: PostgreSQL refuses some of it,
# XLSX and XML the rest.
_NO_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")  # a word processor's too
_UNSEEN = re.compile(r"[\u00ad\u200b\u2060\ufeff]")  # they part a name that looks whole


def printable(text: str) -> str:
    """The text without what is no character. New lines and tabs stay."""
    return _NO_CHARACTERS.sub("", text)


def typed(text: str) -> str:
    """Lines as people meant them, however they came to be there: composed letters (NFC), one kind
    of line end, no characters that nobody sees, one space where there were several."""
    text = _UNSEEN.sub("", printable(_LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))))
    lines = (re.sub(r"\t|\s{2,}", " ", line).strip() for line in text.split("\n"))
    return "\n".join(lines).strip("\n")


def one_line(text: str) -> str:
    """The same, of what stands on one line."""
    return re.sub(r" {2,}", " ", typed(text).replace("\n", " "))


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
