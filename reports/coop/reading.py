"""La Coop's export read back: is each column in its place, each word one of its own?"""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from zipfile import BadZipFile

from pimms.kernel.later import openpyxl

from . import codes, files

_WORDS = {
    "Type": codes.KINDS,
    "Canaux d’accompagnement": codes.CHANNELS,
    "Genre du bénéficiaire": codes.GENDERS.values(),
    "Tranche d’âge du bénéficiaire": codes.AGE_BANDS,
    "Statut du bénéficiaire": codes.STATUSES.values(),
}
_MAY_BE_EMPTY = {
    "Matériel numérique utilisé": codes.EQUIPMENT.values(),
    "Thématique(s) d’accompagnement": [*codes.THEMES.values(), *codes.PROCEDURES.values()],
    "Niveau d’autonomie (ou de l’atelier)": codes.STARS,
    "Bénéficiaire réorienté": ("Oui", "Non"),
    "Structure de redirection": codes.REDIRECTIONS.values(),
}
_POSTAL, _INSEE = re.compile(r"(\d{5})?"), re.compile(r"(\d[\dAB]\d{3})?")
_INSTANT = re.compile(r"(\d{2}/\d{2}/\d{4} à \d{2}:\d{2})?")
_SHAPES = {
    "Code postal": _POSTAL,
    "Code Insee": _INSEE,
    "Code postal du bénéficiaire": _POSTAL,
    "Code Insee du bénéficiaire": _INSEE,
    "Enregistré le": _INSTANT,
    "Dernière modification le": _INSTANT,
    "Durée (min)": re.compile(r"[1-9]\d{0,3}"),
    "Participants": re.compile(r"1|[1-9]\d*/[1-9]\d*"),
    "ID CRA": re.compile(r"\S+"),
}


@dataclass(frozen=True)
class Reading:
    """Each row by its columns, dates as dates; `faults` say what is not as La Coop writes it."""

    rows: tuple[dict, ...]
    faults: tuple[str, ...]


def read(content: bytes) -> Reading:
    """The file, whether a spreadsheet or semicolons."""
    heading, *lines = _from_xlsx(content) if content[:2] == b"PK" else _from_csv(content)
    if tuple(heading) != codes.COLUMNS:
        return Reading((), (_heading_fault(heading),))
    rows = [dict(zip(heading, line, strict=False)) for line in lines]
    faults = [fault for number, row in enumerate(rows, 2) for fault in _faults(row, number)]
    return Reading(tuple(rows), (*faults, *_broken_activities(rows)))


def _from_csv(content: bytes):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [["ce fichier n’est pas en UTF-8"]]
    found = list(csv.reader(StringIO(text, newline=""), delimiter=";"))
    return [[_day(cell) if n == 0 else cell for n, cell in enumerate(row)] for row in found] or [[]]


def _from_xlsx(content: bytes):
    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError):
        return [["ce fichier n’est pas un classeur"]]
    if files.SHEET not in book.sheetnames:
        return [[f"il manque la feuille «\u202f{files.SHEET}\u202f»"]]
    found = [["" if cell is None else cell for cell in row] for row in
             book[files.SHEET].iter_rows(values_only=True)]  # fmt: skip
    return [[_plain(cell) for cell in row] for row in found] or [[]]


def _plain(cell):
    return cell.date() if isinstance(cell, datetime) else str(cell)


def _day(text: str) -> date | str:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        return text


def _heading_fault(heading) -> str:
    for place, name in enumerate(codes.COLUMNS, 1):
        if list(heading[place - 1 : place]) != [name]:
            found = str(heading[place - 1]) if len(heading) >= place else ""
            return f"Colonne {place}\u202f: «\u202f{name}\u202f» attendu, «\u202f{found}\u202f» lu."
    return f"{len(heading)} colonnes lues, {len(codes.COLUMNS)} attendues."


def _faults(row: dict, number: int):
    if not isinstance(row["Date"], date):
        yield f"Ligne {number}\u202f: la date «\u202f{row['Date']}\u202f» n’en est pas une."
    for column, known in _WORDS.items():
        if row[column] not in known:
            yield f"Ligne {number}, {column}\u202f: «\u202f{row[column]}\u202f» n’est pas connu."
    for column, known in _MAY_BE_EMPTY.items():
        for word in filter(None, row[column].split(files.SEVERAL)):
            if word not in known:
                yield f"Ligne {number}, {column}\u202f: «\u202f{word}\u202f» n’est pas connu."
    for column, shape in _SHAPES.items():
        if not shape.fullmatch(row[column]):
            yield f"Ligne {number}, {column}\u202f: «\u202f{row[column]}\u202f» est mal écrit."


def _broken_activities(rows):
    """The rows of one activity are 1/n to n/n, and say the same of it."""
    seen = defaultdict(list)
    for row in rows:
        seen[row["ID CRA"]].append(row)
    for code, mine in seen.items():
        n = len(mine)
        wanted = ["1"] if n == 1 else [f"{place}/{n}" for place in range(1, n + 1)]
        if [row["Participants"] for row in mine] != wanted:
            yield f"Activité {code}\u202f: il manque des participants."
        told = {(row["Date"], row["Type"], row["Durée (min)"]) for row in mine}
        if len(told) > 1:
            yield f"Activité {code}\u202f: ses lignes ne disent pas la même chose."
