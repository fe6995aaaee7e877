"""The figures of a grant's report one by one, and as the files that they leave in have them.

A figure of money goes by the number of its account, one of activity by that of its indicator.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from funding.statement import Line, Side
from reports import exports
from reports.figures import named, values

from .counted import Account

NAME = "compte-rendu"
ACTIVITY = ("people", "workshops", "support")
PARTS = {
    "grant": "Subvention",
    "table": "Tableau",
    "use": "Emploi",
    "pledges": "Engagements",
    "places": "Lieux",
} | {part: exports.PARTS[part] for part in ACTIVITY}


@dataclass(frozen=True)
class Figure:
    """One number of the report: `path` names it in the JSON, `value` is exact."""

    number: str
    path: tuple[str, ...]
    title: str
    detail: str
    value: int | Decimal


def figures(account: Account) -> tuple[Figure, ...]:
    """Every figure that the report prints, in its order."""
    return (
        *_grant(account),
        *_sides("table", account),
        *_sides("use", account),
        *_pledges(account),
        *_places(account),
        *_activity(account),
    )


def as_json(account: Account) -> dict:
    """The figures under the names of their paths; money and hours with two decimals."""
    said = {
        "report": NAME,
        "year": account.year,
        "funder": account.funder,
        "purpose": account.purpose,
        "reference": account.reference,
        "scope": account.scope,
    }
    for figure in figures(account):
        *folders, last = figure.path
        at = said
        for folder in folders:
            at = at.setdefault(folder, {})
        at[last] = figure.value if isinstance(figure.value, int) else f"{figure.value:.2f}"
    return said


def rows(account: Account) -> list[tuple]:
    """The figures under `exports.HEADING`."""
    return [
        (each.number, ".".join(each.path), each.title, each.detail, each.value)
        for each in figures(account)
    ]


def _grant(account: Account) -> Iterator[Figure]:
    for name, title in (
        ("granted", "Montant accordé"),
        ("received", "Montant reçu"),
        ("spent", "Dépenses payées par la subvention"),
        ("set_aside", "Reporté en fonds dédiés"),
        ("unused", "Ni dépensé ni reporté"),
    ):
        yield Figure("", ("grant", name), title, "", getattr(account, name))


def _sides(name: str, account: Account) -> Iterator[Figure]:
    statement = getattr(account, name)
    for side, missing, given in (
        ("charges", statement.surplus, statement.voluntary_charges),
        ("products", statement.deficit, statement.voluntary_products),
    ):
        told: Side = getattr(statement, side)
        for heading in told.shown:
            yield from _line((name, side), heading)
        yield from _line((name, side), told.total, "total")
        yield from _line((name, side), missing, "missing")
        yield from _line((name, side), statement.even, "even")
        for heading in given.shown:
            yield from _line((name, side), heading)


def _line(path: tuple[str, ...], line: Line, code: str = "") -> Iterator[Figure]:
    for column, detail in (("planned", "prévu"), ("real", "réalisé")):
        value = getattr(line, column)
        yield Figure(line.code, (*path, code or line.code, column), line.label, detail, value)
    for below in line.below:
        if not below.is_empty:
            yield from _line(path, below)


def _pledges(account: Account) -> Iterator[Figure]:
    for each in account.pledges:
        number = named(each.figure).number
        path = ("pledges", f"{each.figure} {each.first}")
        yield Figure(number, (*path, "target"), each.label, "objectif", each.target)
        yield Figure(number, (*path, "done"), each.label, "réalisé", each.done)


def _places(account: Account) -> Iterator[Figure]:
    for place in account.places:
        for column, detail in (
            ("sessions", "ateliers"),
            ("attendances", "présences"),
            ("hours", "heures"),
        ):
            path = ("places", place.name, column)
            yield Figure("", path, place.name or "Lieu non noté", detail, getattr(place, column))


def _activity(account: Account) -> Iterator[Figure]:
    for each in values(account.activity):
        path = tuple(each.path.split("."))
        if path[0] in ACTIVITY:
            number, _, title, label, value = exports.row_of(each)
            yield Figure(number, path, title, label, value)
