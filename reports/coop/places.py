"""Whether a session was held in the house: what people write of a place, compared as an address."""

import re

from django.conf import settings

from accounts.models import Site
from pimms.kernel.text import fold

_WHOLE = {
    "all": "allee", "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard",
    "blvd": "boulevard", "che": "chemin", "ch": "chemin", "imp": "impasse", "pl": "place",
    "r": "rue", "rte": "route", "sq": "square", "st": "saint", "ste": "sainte",
}  # fmt: skip
_TO = (["au"], ["a", "la"], ["a", "l"], ["le"], ["la"], ["l"], ["chez", "nous"])
_TURNS = ("bis", "ter", "quater")


def is_in_the_house(written: str, site: Site) -> bool:
    """Nothing written, the house by its name, or its street; a number only where both have one."""
    words = _words(written)
    for name in (site.name, settings.HOUSE):
        words = _without(words, _words(name))
    if not words:
        return True
    number, street = _street(words)
    own_number, own_street = _street(_words(site.address or settings.HOUSE_ADDRESS))
    is_there = not (number and own_number) or number == own_number
    return bool(street) and street == own_street and is_there


def _words(text: str) -> list[str]:
    return [_WHOLE.get(word, word) for word in fold(text).split()]


def _without(words: list[str], name: list[str]) -> list[str]:
    """The words without the name that they begin with, `au Pimms d’Antony` or `Pimms d’Antony`."""
    for to in ([], *_TO):
        begun = [*to, *name]
        if name and words[: len(begun)] == begun:
            return words[len(begun) :]
    return words


def _street(words: list[str]) -> tuple[str, str]:
    """(`12bis`, `rue du parc`) of `12 bis rue du Parc, 92160 Antony`; the town is not looked at."""
    number, rest = "", list(words)
    if rest and re.fullmatch(r"\d{1,4}[a-z]?", rest[0]):
        number = rest.pop(0)
        if rest and rest[0] in _TURNS:
            number += rest.pop(0)
    town = next((n for n, word in enumerate(rest) if re.fullmatch(r"\d{5}", word)), len(rest))
    return number, " ".join(_without_town(rest[:town]))


def _without_town(words: list[str]) -> list[str]:
    """`place des baconnets antony` is written without a postal code too."""
    town = _words(settings.HOUSE_ADDRESS)
    after = next((n + 1 for n, word in enumerate(town) if re.fullmatch(r"\d{5}", word)), len(town))
    town = town[after:]
    return words[: -len(town)] if town and words[-len(town) :] == town else words
