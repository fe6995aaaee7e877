"""Files of the national schema: read line by line, written whole.

Several values of a field are joined by « | », in CSV and in JSON; a list is read as well.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from io import StringIO

from partners.models import Place
from partners.national_schema import (
    DAY,
    FIELDS,
    KNOWN_KINDS,
    NAMES,
    NUMBER,
    OF_THE_LIBRARY,
    check,
)


@dataclass
class Reading:
    """What a file holds: the places, as attributes of `Place`, and all that is wrong with it."""

    places: list[dict] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read(content: bytes, *, on: date) -> Reading:
    """The places of a CSV or JSON file on that day. All that is wrong is told, line by line."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Reading(faults=["Le fichier n’est pas en UTF-8."])
    try:
        rows = _json_rows(text) if text.lstrip()[:1] in ("[", "{") else _csv_rows(text)
    except ValueError as refusal:
        return Reading(faults=[str(refusal)])
    reading, ids = Reading(), set()
    for number, row in rows:
        place, wrong = {}, []
        for each in FIELDS:
            place[each.attribute], words = check(each, row.get(each.name), on=on)
            if words:
                wrong.append(f"{each.name} {words}")
        if place["local_id"] and place["local_id"] in ids:
            wrong.append("id déjà pris plus haut")
        ids.add(place["local_id"])
        reading.places.append(place)
        if wrong:
            reading.faults.append(f"Ligne {number}\u202f: {', '.join(wrong)}.")
    if not reading.places and not reading.faults:
        reading.faults.append("Le fichier ne contient aucun lieu.")
    return reading


def _csv_rows(text: str):
    reader = csv.DictReader(StringIO(text, newline=""))
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as broken:
        raise ValueError("Ce fichier n’est ni du CSV ni du JSON lisible.") from broken
    _known(set(reader.fieldnames or ()))
    if any(None in row for _, row in rows):
        raise ValueError("Une ligne a plus de cellules que d’en-têtes.")
    return rows


def _json_rows(text: str):
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise ValueError("Ce fichier n’est ni du CSV ni du JSON lisible.") from broken
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("Le JSON est une liste de lieux.")
    _known({name for row in rows for name in row})
    return list(enumerate(rows, start=1))


def _known(names: set[str]) -> None:
    missing = [each.name for each in FIELDS if each.required and each.name not in names]
    if missing:
        raise ValueError(f"Il manque les colonnes\u202f: {', '.join(missing)}.")
    if unknown := sorted(str(name) for name in names - set(NAMES)):
        raise ValueError(f"Le schéma ne connaît pas\u202f: {', '.join(unknown)[:200]}.")


def as_row(place: Place) -> dict[str, object]:
    """A place by the schema's names; lists stay lists, what is not known is left out.

    So is what no reader takes, of a place that came in before it was looked at.
    """
    row = {}
    for each in FIELDS:
        value = getattr(place, each.attribute)
        if value in (None, "", []) or (not each.required and check(each, value)[1]):
            continue
        if each.what == NUMBER:
            value = float(value)
        row[each.name] = value.isoformat() if each.what == DAY else value
    return row


def faults_of(place: Place) -> list[str]:
    """What keeps a place of before these rules out of the files: one of them would make the
    national library refuse all the others."""
    checked = [
        (each.name, check(each, getattr(place, each.attribute))[1])
        for each in FIELDS
        if each.required
    ]
    return [f"{name} {words}" for name, words in checked if words]


def _readable(places: Iterable[Place]) -> Iterator[Place]:
    return (place for place in places if not faults_of(place))


def as_csv(places: Iterable[Place]) -> str:
    """The whole directory, one line a place, as the schema asks: commas, UTF-8, « | »."""
    out = StringIO(newline="")
    writer = csv.DictWriter(out, NAMES, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_joined(as_row(place)) for place in _readable(places))
    return out.getvalue()


def as_json(places: Iterable[Place]) -> str:
    """The same as the national library reads it: its spelling, and the typologies it knows."""
    rows = [_joined(_for_the_library(as_row(place))) for place in _readable(places)]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _joined(row: dict[str, object]) -> dict[str, object]:
    return {name: "|".join(each) if isinstance(each, list) else each for name, each in row.items()}


def _for_the_library(row: dict[str, object]) -> dict[str, object]:
    kinds = [kind for kind in row.get("typologie", ()) if kind in KNOWN_KINDS]
    labels = [OF_THE_LIBRARY.get(label, label) for label in row.get("formations_labels", ())]
    told = row | {"typologie": kinds, "formations_labels": labels}
    return {name: value for name, value in told.items() if value != []}
