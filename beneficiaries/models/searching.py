"""What somebody types to find a person: names, a birth date or year, a dossier number, a telephone,
a postal code.

`Description` reads the words; what it means is asked of the generated columns of the people.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_
from typing import Self

from django.db.models import Case, Q, When

from pimms.kernel.text import fold

_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)")
_RUN = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{4})(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_NUMBER = re.compile(r"\s*((?:19|20)\d\d)[ ./-]+(\d{1,4})\s*")
_LETTER = re.compile(r"[^\W\d_]")
_SAINTS = {"st": "saint", "ste": "sainte"}
_FIRST_YEARS = range(2000, 2100)  # of numbers such as 2016-0178
_FEWEST_LETTERS = 4  # of a word that may be misspelt
_MOST_WORDS = 6  # of which neighbours are joined


@dataclass(frozen=True)
class Description:
    """The words: a name and when its bearer was born, or digits, or some of each."""

    words: str
    name: str
    born: Q | None  # None when nothing is said of it
    is_day: bool

    @classmethod
    def read(cls, words: str) -> Self:
        """« Pannetier 1976 », « 3/5/80 » or « benali 03051980 » say when somebody was born."""
        for pattern in (_DAY, _RUN):
            if said := pattern.search(words):
                name = (words[: said.start()] + " " + words[said.end() :]).strip()
                days = _days(*said.groups())
                if (days or pattern is _DAY) and not re.search(r"\d", name):
                    return cls(words, name, Q(born_on__in=days), is_day=True)
        name = _YEAR.sub(" ", words).strip()
        if (said := _YEAR.search(words)) and _LETTER.search(name) and not re.search(r"\d", name):
            return cls(words, name, Q(born_on__year=int(said[1])), is_day=False)
        return cls(words, words, None, is_day=False)

    @property
    def digits(self) -> str:
        return re.sub(r"\D", "", self.words)

    @property
    def is_named(self) -> bool:
        """Whether a name is said that others may be like."""
        return bool(fold(self.name)) and not re.search(r"\d", self.name)

    @property
    def is_whole_name(self) -> bool:
        """Whether several words of a name are said, and no birth."""
        return self.is_named and self.born is None and " " in fold(self.name)

    @property
    def numbers(self) -> Q:
        """The dossier numbers that the words begin or mean: `178`, `2026 347`."""
        written = self.words.strip().upper()
        meant = Q(number__startswith=written)
        if whole := _NUMBER.fullmatch(self.words):
            meant |= Q(number=f"{whole[1]}-{int(whole[2]):04d}")
        elif written.isascii() and written.isdigit() and len(written) <= 4:
            meant |= Q(number__in=[f"{year}-{int(written):04d}" for year in _FIRST_YEARS])
        return meant

    @property
    def postal_code(self) -> str:
        """Five digits and nothing else; empty when they are none."""
        written = self.words.strip()
        return written if re.fullmatch(r"[0-9]{5}", written) else ""

    @property
    def telephone(self) -> str:
        """The digits as a telephone has them; empty when they are too few or letters stand by."""
        national = self.digits.lstrip("0")
        enough = len(self.digits) >= 4 and len(national) >= 3
        return national if enough and not _LETTER.search(self.words) else ""


def _days(day: str, month: str, year: str) -> list[date]:
    """The days that are meant: 80 is 1980, and 2080 too, when nobody is born yet."""
    years = [int(year)] if len(year) == 4 else [1900 + int(year), 2000 + int(year)]
    found = []
    for each in years:
        try:
            found.append(date(each, int(month), int(day)))
        except ValueError:  # 31/02/1980: nobody is born on a day that is none
            continue
    return found


def bears(name: str) -> Q:
    """Each of the words begins a word of the name, in some way of writing it.

    With or without apostrophes; joined or parted: « benali », « le goff »; « st » for « saint ».
    What folds to nothing calls nobody.
    """
    called = Q(pk__in=[])
    for words in sorted(_spellings(name)):
        called |= reduce(and_, map(_begins, words))
    return called


def _spellings(name: str) -> set[tuple[str, ...]]:
    plain = {tuple(fold(said).split()) for said in (name, re.sub("['’]", "", name))} - {()}
    plain |= {tuple(_SAINTS.get(word, word) for word in words) for words in plain}
    joined = {
        (*words[:at], words[at] + words[at + 1], *words[at + 2 :])
        for words in plain
        if len(words) <= _MOST_WORDS
        for at in range(len(words) - 1)
    }
    return plain | joined


def _begins(word: str) -> Q:
    """The word begins one of the name; `ndiaye` begins `n diaye` too."""
    begins = Q(search_key__contains=f" {word}")
    return begins if len(word) <= 3 else begins | Q(search_key__contains=f" {word[0]} {word[1:]}")


def one_slip_away(word: str) -> Q:
    """A word of the name begins like this one, but for a letter that is another, missing, added or
    swapped with its neighbour; too short a word is nobody's. The first letter is taken as said."""
    if len(word) < _FEWEST_LETTERS:
        return Q(pk__in=[])
    ways = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    for at in range(1, len(word)):
        ways |= {f"{word[:at]}.{word[at + 1 :]}", f"{word[:at]}.{word[at:]}"}
        ways.add(word[:at] + word[at + 1 :])
    return Q(search_key__regex=f" ({'|'.join(sorted(ways))})")


def by_exactness(name: str) -> Case:
    """0 for whoever has each of the words as a whole word of the name, 1 for the others."""
    whole = [Q(search_key__contains=f" {word} ") for word in fold(name).split()]
    return Case(When(reduce(and_, whole, Q(pk__gt=0)), then=0), default=1)
