"""What is printed for people, in French and beside it in their language.

One TOML file a language: a key, its words, `{names}` for what is filled in. Dates are written as
the language writes them (source: Unicode CLDR, by Babel); amounts as in France, where
they will be paid.
"""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Protocol

from babel.dates import format_date
from django.http import QueryDict
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from pimms.kernel.models import Reviewed
from pimms.kernel.templatetags.french import clock, euros, long_day

FRENCH = "fr"
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Language:
    """`french` is its name as a file says it, `own` what its speakers call it."""

    code: str
    french: str
    own: str
    locale: str
    direction: str = "ltr"


LANGUAGES = {
    language.code: language
    for language in (
        Language("en", "Anglais", "English", "en_GB"),
        Language("ar", "Arabe", "العربية", "ar", "rtl"),
        Language("uk", "Ukrainien", "Українська", "uk"),
        Language("pt", "Portugais", "Português", "pt_PT"),
        Language("ro", "Roumain", "Română", "ro"),
    )
}


def code_of(name: str) -> str:
    """The code of « Arabe »; French where we have no words in that language."""
    return next((each.code for each in LANGUAGES.values() if each.french == name), FRENCH)


@lru_cache
def written(code: str) -> dict[str, str]:
    """The words of a language by their keys, as its file has them."""
    return tomllib.loads((_HERE / f"{code}.toml").read_text())


def names_in(words: str) -> set[str]:
    """The `{names}` that are filled in."""
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@dataclass(frozen=True)
class Words:
    """The words of a language as they stand today: what was reviewed goes before the file.

    `unreviewed` fills with the keys that were said and that nobody has read over.
    """

    language: Language
    reviewed: dict[str, str] = field(default_factory=dict)
    unreviewed: set[str] = field(default_factory=set, compare=False)

    def say(self, key: str, **filled: object) -> SafeString:
        """The words of the key, in HTML; what is filled in stands out."""
        words = self.reviewed.get(key) or written(self.language.code)[key]
        if not self.is_reviewed(key):
            self.unreviewed.add(key)
        return _filled(words, filled, self._in_words)

    def is_reviewed(self, key: str) -> bool:
        return key in self.reviewed

    def _in_words(self, value: object) -> str:
        if isinstance(value, date):
            return format_date(value, "full", locale=self.language.locale)
        if isinstance(value, time):
            return f"{value:%H:%M}"
        return self._apart(_plain(value))

    def _apart(self, value: str) -> str:
        """An address or an amount keeps its own order: paper does not heed `<bdi>`."""
        rtl = self.language.direction == "rtl"
        return f"\N{FIRST STRONG ISOLATE}{value}\N{POP DIRECTIONAL ISOLATE}" if rtl else value


def in_french(key: str, **filled: object) -> SafeString:
    return _filled(
        written(FRENCH)[key],
        filled,
        lambda value: long_day(value) if isinstance(value, date) else _plain(value),
    )


def words_in(codes: Iterable[str]) -> dict[str, Words]:
    """The words of each of these languages that we have; one statement for all."""
    known = [code for code in set(codes) if code in LANGUAGES]
    reviewed: dict[str, dict[str, str]] = {code: {} for code in known}
    for each in Reviewed.objects.in_force(known) if known else ():
        if each.source == written(FRENCH).get(each.key):
            reviewed[each.language][each.key] = each.text
    return {code: Words(LANGUAGES[code], reviewed[code]) for code in known}


def words_of(code: str) -> Words | None:
    """The words of a language; None in French, or where we have none."""
    return words_in([code]).get(code)


class Speaker(Protocol):
    """Somebody whose file says which language they prefer."""

    @property
    def language(self) -> str: ...


def asked(query: QueryDict, person: Speaker) -> Words | None:
    """The language that `langue=` asks for, or the one that the person prefers."""
    return words_of(query.get("langue") or code_of(person.language))


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return euros(value)
    return clock(value) if isinstance(value, time) else str(value)


def _filled(words: str, filled: dict[str, object], in_words: Callable[[object], str]) -> SafeString:
    """A value of its own direction stands in the middle of words of another."""
    values = {name: format_html("<bdi>{}</bdi>", in_words(value)) for name, value in filled.items()}
    return format_html(words, **values) if values else escape(words)
