"""The rows of a list as a file: what stands in the cells, and who took it along."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.conf import settings
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.timezone import localtime

from pimms.kernel import discretion, tables
from pimms.kernel.templatetags.french import instant, number
from pimms.kernel.workbooks import Workbook
from pimms.models import Export

from .listings import LISTINGS
from .listings.listing import Listing

CHUNK = 500  # rows read at a time


class Cancelled(Exception):
    """Whoever asked does not want it any more."""


def name(export: Export) -> str:
    """`personnes_2016-03-20_claire-moreau_42-lignes.xlsx`: what it is, and whose."""
    day, whose = localtime(export.asked_at).date(), slugify(export.asked_by.name)
    return f"{export.listing}_{day}_{whose}_{export.total}-lignes.{export.ending}"


def rows(export: Export):
    """The rows that were asked for, as the list would have shown them at that moment."""
    listing, user = LISTINGS[export.listing], export.asked_by
    choice = listing.choice(QueryDict(export.query), user)
    choice.is_valid()
    return listing.rows(choice, user, localtime(export.asked_at).date())


def in_words(listing: Listing, query: QueryDict, user) -> list[tuple[str, str]]:
    """What was chosen above the list, label and value, of what was chosen at all."""
    form = listing.choice(query, user)
    if not form.is_valid():
        return []
    return [
        (str(form.fields[key].label), _word(form, key, value))
        for key, value in form.cleaned_data.items()
        if value
    ]


def _word(form, key: str, value) -> str:
    if isinstance(value, bool):
        return "oui"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    labels = dict(getattr(form.fields[key], "choices", ())) if isinstance(value, str) else {}
    return str(labels.get(value, value))


def write(export: Export, to: Path, *, tell: Callable[[int], None]) -> int:
    """The file stands whole at `to`; returns how many rows. `tell` hears each chunk's end and
    may raise `Cancelled`; then there is no file."""
    listing, role = LISTINGS[export.listing], export.asked_by.role
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    cells = [column.shown_to(role, named=export.named) for column in listing.columns]
    sheet = _xlsx if export.ending == Export.Ending.XLSX else _csv
    part, done = to.with_suffix(".part"), 0
    try:
        # A file is read elsewhere: it says the names that this screen may be hiding.
        with discretion.names(hidden=False), sheet(export, listing, part) as put:
            for row in rows(export).iterator(chunk_size=CHUNK):
                put([cell(row) for cell in cells])
                done += 1
                if not done % CHUNK:
                    tell(done)
        part.chmod(0o600)
        part.rename(to)
    finally:
        part.unlink(missing_ok=True)
    return done


@contextmanager
def _csv(export: Export, listing: Listing, to: Path) -> Iterator[Callable]:
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        file.write(tables.BOM)
        writer.writerow(column.heading for column in listing.columns)
        yield lambda row: writer.writerow([tables.cell(value) for value in row])


@contextmanager
def _xlsx(export: Export, listing: Listing, to: Path) -> Iterator[Callable]:
    with Workbook(listing.title, author=f"{export.asked_by.name}, {settings.HOUSE}") as book:
        yield book.sheet(listing.title, [column.heading for column in listing.columns]).append
        book.about("À propos", _about(export, listing))
        book.save(to)


def _about(export: Export, listing: Listing) -> list[tuple[str, str]]:
    """Who took what along, when and why: the last sheet."""
    user = export.asked_by
    choice = in_words(listing, QueryDict(export.query), user)
    hidden = listing.hidden_from(user.role, named=export.named)
    return [
        ("Structure", settings.HOUSE),
        ("Liste", listing.title),
        ("Choix", ", ".join(f"{label}\u202f: {word}" for label, word in choice) or "tout"),
        ("Lignes", number(export.total)),
        ("Exporté le", instant(export.asked_at)),
        ("Par", f"{user.name} ({user.email})"),
        ("Noms des personnes", "oui" if export.named else "non"),
        ("Motif", export.reason or "—"),
        ("Colonnes masquées", ", ".join(hidden) or "aucune"),
        ("À savoir", "Fichier personnel\u202f: ne le transmettez pas, supprimez-le après usage."),
    ]
