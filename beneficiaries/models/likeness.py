"""How names sound in French, and how much two descriptions look like one person.

The rules are SQL functions (beneficiaries/sql/names.sql and likeness.sql): generated columns,
indexes, searches and the pairs put before a counsellor all say the same.
"""

from datetime import date
from difflib import SequenceMatcher
from functools import reduce
from operator import and_

from django.db import connection, models
from django.db.models import F, Func, Q, Value

from pimms.kernel.text import fold, squash

SUSPECT = 70  # of 120: name 50, birth 40, telephone 20, a rare name 10
SUSPECT_WITHOUT_BIRTH = 58
_COMPARED = (
    "search_key", "sound_key", "last_key", "used_key", "first_key", "born_on", "phone", "gender",
)  # fmt: skip


class Sound(Func):
    """`pimms_sound(text)`: the words as a French ear has them, one space apart."""

    function, output_field, arity = "pimms_sound", models.TextField(), 1


class Likeness(Func):
    """How much a row of the people looks like a description, among `everybody`."""

    function, output_field = "pimms_likeness", models.IntegerField()

    def __init__(
        self, last: str, first: str, used: str, born_on: date | None, phone: str, *, everybody
    ):
        whole = " ".join(filter(None, (last, first, used)))
        keys = squash(last), squash(used), squash(first)
        words = f" {fold(' '.join((whole, *keys)))} "
        texts = (words, Sound(Value(whole)), *keys)
        super().__init__(
            *map(F, _COMPARED),
            *(Value(said, models.TextField()) if isinstance(said, str) else said for said in texts),
            Value(born_on, models.DateField()),
            Value(phone, models.TextField()),
            Value("", models.TextField()),
            everybody,
        )


def may_be(last: str, first: str, used: str, born_on: date | None, phone: str) -> Q:
    """Whom to compare with the description: all who could make enough points, and few others."""
    whole = " ".join(filter(None, (last, first, used)))
    met = Q(sound_key=Sound(Value(whole)))
    if phone:
        met |= Q(phone=phone)
    lasts = [key for key in (squash(last), squash(used)) if key]
    same = Q(last_key__in=lasts) | Q(used_key__in=lasts)
    if squash(first):
        same |= Q(first_key=squash(first)) | Q(last_key=squash(first), first_key=squash(last))
    if not born_on:
        return met | (same & Q(search_key__trigram_similar=fold(whole)))
    near = Q(born_on__year=born_on.year)
    near |= Q(born_on__month=born_on.month, born_on__day=born_on.day)
    days = [day for day in (born_on, swapped(born_on)) if day]
    return met | Q(born_on__in=days) | (same & near)


def same_sound(words: str) -> Q:
    """Each word begins, by its sound, a word of the name; too short a sound is nobody's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pimms_sound(%s)", [words.replace("\0", "")])
        sounds = cursor.fetchone()[0].split()
    if not sounds or min(map(len, sounds)) < 3:
        return Q(pk__in=[])
    begins = (Q(sound_key__startswith=s) | Q(sound_key__contains=f" {s}") for s in sounds)
    return reduce(and_, begins)


def swapped(day: date) -> date | None:
    """The day and the month the wrong way round: 03/11/1980 for 11/03/1980."""
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else None


def reasons(one, other) -> list[str]:
    """In words, why two files are put before a counsellor."""
    said = [_of_names(one, other)]
    if birth := _of_births(one.born_on, other.born_on):
        said.append(birth)
    if one.phone and one.phone == other.phone:
        said.append("même téléphone")
    return said


def _of_names(one, other) -> str:
    if (one.last_key, one.first_key) == (other.last_key, other.first_key):
        return "même nom"
    if one.sound_key.replace(" ", "") == other.sound_key.replace(" ", ""):
        return "noms qui se prononcent de même"
    if {one.last_key, one.first_key} == {other.last_key, other.first_key}:
        return "nom et prénom intervertis"
    if one.first_key == other.first_key:
        ours, theirs = ({person.last_key, person.used_key} - {""} for person in (one, other))
        if ours & theirs:
            return "même nom, de naissance ou d’usage"
        if not any(_look_alike(mine, yours) for mine in ours for yours in theirs):
            return "même prénom"
    return "noms voisins"


def is_misspelt(one: str, other: str) -> bool:
    """Whether one key is the other with a few slips, and no longer name that holds it."""
    alike = SequenceMatcher(None, one, other).ratio()
    return one == other or (alike > 0.75 and one not in other and other not in one)


def _look_alike(one: str, other: str) -> bool:
    return one in other or other in one or is_misspelt(one, other)


def _of_births(one: date, other: date) -> str:
    if one == other:
        return "même date de naissance"
    if swapped(one) == other:
        return "jour et mois de naissance intervertis"
    if one.year == other.year and {(1, 1), (12, 31)} & {
        (day.month, day.day) for day in (one, other)
    }:
        return "même année de naissance"
    written = f"{one:%d%m%Y}", f"{other:%d%m%Y}"
    differ = [at for at in range(8) if written[0][at] != written[1][at]]
    if len(differ) == 1:
        return "un chiffre de la date de naissance diffère"
    if len(differ) == 2 and differ[0] + 1 == differ[1] and sorted(written[0]) == sorted(written[1]):
        return "deux chiffres de la date de naissance intervertis"
    return ""
