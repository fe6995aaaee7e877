"""How names sound in French, and how much two descriptions look like one person.

The rules are SQL functions (beneficiaries/migrations/0004): generated columns, indexes, searches
and the pairs put before a counsellor all say the same.
"""

from datetime import date
from functools import reduce
from operator import and_

from django.db import connection, models
from django.db.models import F, Func, Q, Value

from pimms.kernel.models import Fold

SUSPECT = 70  # of 110: name 50, birth 40, telephone 20


class Sound(Func):
    """`pimms_sound(text)`: the words as a French ear has them, one space apart."""

    function, output_field, arity = "pimms_sound", models.TextField(), 1


class Likeness(Func):
    """How much a row of the people looks like a description."""

    function, output_field = "pimms_likeness", models.IntegerField()

    def __init__(self, name: str, born_on: date, phone: str):
        super().__init__(
            *map(F, ("search_key", "sound_key", "born_on", "phone")),
            Fold(Value(name)),
            Sound(Value(name)),
            Value(born_on, models.DateField()),
            Value(phone, models.TextField()),
        )


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
    said = []
    if (one.last_key, one.first_key) == (other.last_key, other.first_key):
        said.append("même nom")
    elif one.sound_key.replace(" ", "") == other.sound_key.replace(" ", ""):
        said.append("noms qui se prononcent de même")
    elif {one.last_key, one.first_key} == {other.last_key, other.first_key}:
        said.append("nom et prénom intervertis")
    else:
        said.append("noms voisins")
    if one.born_on == other.born_on:
        said.append("même date de naissance")
    elif swapped(one.born_on) == other.born_on:
        said.append("jour et mois de naissance intervertis")
    if one.phone and one.phone == other.phone:
        said.append("même téléphone")
    return said
