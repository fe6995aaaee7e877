"""Reads what the data files say there is, and does what they say happens.

A file of `data/` is TOML, an amount in it a Decimal. `read` returns it as it stands. A list of
acts is done in its order: each names the verb that a screen calls, or the `create` of a model that
has no verb, and what it is given; `of` is what it is done to, `as` what others call the result.
With `columns` and `rows` the verb is called once a row. A text that begins with @ is worth

    "@claire", "@people.0", "@partners.:4"      what the code knows by that name
    "@today", "@today - 9 days", "@today + 2 months at 15:00"
    "@year", "@year - 1", "@year - 1 on 12-31"  the number of a year, or a day of it
    "@nothing"

and a table with `find` is worth the first row of a model: {find = "funding.Grant", year = "@year"};
one with `make`, what is made of the rest: {make = "workshops.recurrence.Rule", weekdays = [1]}.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from pkgutil import resolve_name
from random import Random
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.files.base import ContentFile
from django.utils.timezone import make_aware

from pimms.kernel import data_files
from pimms.kernel.periods import add_months

DATA = Path(__file__).parent / "data"
_DAY = re.compile(r"today(?: ([+-]) (\d+) (days?|months?))?(?: at (\d\d:\d\d))?")
_YEAR = re.compile(r"year(?: ([+-]) (\d+))?(?: on (\d\d-\d\d))?")
# Enough of a document for what keeps it: nobody reads the papers of the demonstration.
PAPER = b"%PDF-1.4\n%%EOF\n"


def read(name: str) -> dict[str, Any]:
    """What the data file of that name says."""
    return data_files.read(DATA / f"{name}.toml")


def key(rng: Random) -> UUID:
    """A key of sending that the same day draws again."""
    return UUID(int=rng.getrandbits(128), version=4)


def drawn(rng: Random, weighted: dict | list) -> Any:
    """One of what is drawn by lot, each with its weight."""
    pairs = list(weighted.items() if isinstance(weighted, dict) else weighted)
    return rng.choices([what for what, _ in pairs], [weight for _, weight in pairs])[0]


def instant(day: date, at: time) -> datetime:
    return make_aware(datetime.combine(day, at))


def paper(name: str, content: bytes = PAPER) -> ContentFile:
    return ContentFile(content, name)


class Script:
    """Plays the acts of a data file on a day, with what is `known` by name."""

    def __init__(self, name: str, *, today: date, **known: Any):
        self.name, self.today, self.known = name, today, known

    def play(self, chapter: str = "acts", **known: Any) -> None:
        """The acts of the chapter are done. Whatever an act raises says which one it was."""
        self.known |= known
        for n, act in enumerate(read(self.name)[chapter], start=1):
            try:
                for each in _rows(act):
                    self._do(each)
            except Exception as failure:
                failure.add_note(f"{self.name}.toml, {chapter} no. {n}: {act.get('verb', '')}")
                raise

    def _do(self, act: dict[str, Any]) -> None:
        given = {name: self.worth(value) for name, value in act.items()}
        verb: Callable = resolve_name(given.pop("verb"))
        name, of = given.pop("as", None), [given.pop("of")] if "of" in given else []
        result = verb(*of, **given)
        if name:
            self.known[name] = result

    def worth(self, value: Any) -> Any:
        """What a value of a data file stands for: mostly itself."""
        match value:
            case str() if value.startswith("@"):
                return self._named(value[1:])
            case list():
                return [self.worth(each) for each in value]
            case {"find": model, **filters}:
                rows = apps.get_model(model).objects.filter(**self.worth(filters))
                return rows.order_by("pk")[0]
            case {"make": kind, **given}:
                return resolve_name(kind)(**self.worth(given))
            case dict():
                return {name: self.worth(each) for name, each in value.items()}
        return value

    def _named(self, words: str) -> Any:
        if words == "nothing":
            return None
        if said := _DAY.fullmatch(words):
            return self._day(*said.groups())
        if said := _YEAR.fullmatch(words):
            return self._year(*said.groups())
        name, *path = words.split(".")
        found = self.known[name]
        for step in path:
            found = _step(found, step)
        return found

    def _day(self, sign: str, number: str, unit: str, at: str) -> date:
        distance = int(f"{sign}{number}") if number else 0
        if unit and unit.startswith("month"):
            day = add_months(self.today, distance)
        else:
            day = self.today + timedelta(days=distance)
        return instant(day, time.fromisoformat(at)) if at else day

    def _year(self, sign: str, number: str, on: str) -> int | date:
        year = self.today.year + (int(f"{sign}{number}") if number else 0)
        return date.fromisoformat(f"{year}-{on}") if on else year


def _step(found: Any, step: str) -> Any:
    """What follows the point: `0` an element, `:4` the first four, else a key or an attribute."""
    if step.startswith(":"):
        return found[: int(step[1:])]
    if step.isdigit():
        return found[int(step)]
    return found[step] if isinstance(found, dict) else getattr(found, step)


def _rows(act: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The calls that an act makes: one, or one a row of its table."""
    if "rows" not in act:
        yield act
        return
    common = {name: value for name, value in act.items() if name not in ("columns", "rows")}
    for row in act["rows"]:
        yield common | dict(zip(act["columns"], row, strict=True))
