"""Text messages: the letters that a network carries at one septet each, and what a text costs.

A text with a single letter outside that alphabet is carried at two bytes each: it takes twice to
three times as many parts. Source: 3GPP TS 23.038, 6.2.1 (the default alphabet and its extension).
"""

import re
import unicodedata

_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = "\f^{}\\[~]|€"  # two septets each
_COST = dict.fromkeys(_BASIC, 1) | dict.fromkeys(_EXTENSION, 2)
_SEPTETS, _SEPTETS_OF_SEVERAL = 160, 153  # the rest of a part says which of several it is
_UNITS, _UNITS_OF_SEVERAL = 70, 67  # of UTF-16

_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "…": "...", "–": "-", "—": "-"}
    | {"−": "-", "\u00a0": " ", "\u202f": " ", "œ": "oe", "Œ": "OE", "°": "o", "×": "x", "·": "-"}
)


def plain(text: str) -> str:
    """The same words in that alphabet: no typographic marks, an accent only where it has one.

    What it cannot say at all (another script) stays as it was.
    """
    text = re.sub(r"\s+»", "»", re.sub(r"«\s+", "«", text))
    text = re.sub(r"(\w)·(\w+)", r"\1(\2)", text)
    return re.sub(r" +([:;!?])", r"\1", "".join(map(_letter, text.translate(_PLAIN))))


def _letter(letter: str) -> str:
    if letter in _COST:
        return letter
    bare = "".join(
        each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each)
    )
    return bare if bare and all(each in _COST for each in bare) else letter


def parts(text: str) -> int:
    """How many messages the text is carried and paid as."""
    if all(letter in _COST for letter in text):
        costs = [_COST[letter] for letter in text]
        return 1 if sum(costs) <= _SEPTETS else _filled(costs, _SEPTETS_OF_SEVERAL)
    costs = [len(letter.encode("utf-16-be")) // 2 for letter in text]
    return 1 if sum(costs) <= _UNITS else _filled(costs, _UNITS_OF_SEVERAL)


def _filled(costs: list[int], room: int) -> int:
    """How many parts, of a letter that is never split over two."""
    full, left = 1, room
    for cost in costs:
        if cost > left:
            full, left = full + 1, room
        left -= cost
    return full


def clipped(words: str, longest: int) -> str:
    """The words, or as many whole ones as there is room for and « ... »."""
    if len(words) <= longest:
        return words
    return words[: longest - 3].rsplit(" ", 1)[0].rstrip(" ,;:-") + "..."
