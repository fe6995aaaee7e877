"""Open a register's file and read its rows one after the other, whatever its size."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from pimms.kernel.later import openpyxl
from pimms.kernel.text import fold

from . import cells
from .sheets import REASON, SHEETS, Sheet

FORMULA = "=?"  # stands in for a formula whose result the file does not hold
_UNPACKED_AT_MOST = 2 * 1024**3
_HEADING_ROWS = 10
_PROLOGUE = 1 << 16  # bytes


class UnreadableRegister(Exception):
    """The file cannot be brought in at all; the message says why, in French."""


@contextmanager
def opened(path: Path):
    """The register in the file. Raises UnreadableRegister when it is none."""
    _check_the_container(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl speaks of styles and extensions we do not use
        with _unreadable_unless_it_reads():
            books = [openpyxl.load_workbook(path, read_only=True, data_only=True)]
            if _holds_formulas(path):
                books.append(openpyxl.load_workbook(path, read_only=True))
        try:
            yield Register(*books)
        finally:
            for book in books:
                book.close()


def _check_the_container(path: Path) -> None:
    if not path.is_file():
        raise UnreadableRegister(f"Le fichier {path.name} n’existe pas.")
    megabytes = path.stat().st_size / 1024**2
    if megabytes > settings.REGISTER_MEGABYTES:
        raise UnreadableRegister(
            f"Ce fichier pèse {megabytes:.0f} Mo\u202f; un registre en pèse au plus"
            f" {settings.REGISTER_MEGABYTES}. Partagez-le par année."
        )
    if not zipfile.is_zipfile(path):
        raise UnreadableRegister(
            "Ce fichier n’est pas un classeur Excel (.xlsx)."
            " Ouvrez-le dans votre tableur et enregistrez-le dans ce format."
        )
    with _unreadable_unless_it_reads(), zipfile.ZipFile(path) as archive:
        if sum(member.file_size for member in archive.infolist()) > _UNPACKED_AT_MOST:
            raise UnreadableRegister("Ce fichier, une fois décompressé, est trop gros.")
        if any(_declares_a_type(archive, name) for name in archive.namelist()):
            raise UnreadableRegister(
                "Ce fichier contient une déclaration d’entités, qu’aucun tableur n’écrit."
                " Ouvrez-le dans votre tableur et enregistrez-le à nouveau en .xlsx."
            )


def _declares_a_type(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether the part may define entities: it would have to say so before its first element."""
    if not name.endswith((".xml", ".rels")):
        return False
    with archive.open(name) as part:
        return b"<!DOCTYPE" in part.read(_PROLOGUE).replace(b"\0", b"")


@contextmanager
def _unreadable_unless_it_reads():
    """Whatever a broken file makes the libraries raise is one sentence."""
    try:
        yield
    except UnreadableRegister:
        raise
    except Exception as error:
        raise UnreadableRegister(
            "Ce fichier n’est pas un classeur Excel (.xlsx) lisible."
        ) from error


def _holds_formulas(path: Path) -> bool:
    """Whether any sheet has a formula at all; then results and formulas are read side by side."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as sheet:
                    tail = b""
                    while block := sheet.read(1 << 20):
                        if re.search(rb"<f[ >/]", tail + block):
                            return True
                        tail = block[-2:]
    return False


class Register:
    """An open register: every sheet and column of the contract is there."""

    def __init__(self, results, formulas=None):
        self._results, self._formulas = results, formulas
        titles = {fold(title): title for title in results.sheetnames}
        missing = [sheet.name for sheet in SHEETS if fold(sheet.name) not in titles]
        if missing:
            raise UnreadableRegister(_enumeration("la feuille", "les feuilles", missing))
        self._titles = {sheet: titles[fold(sheet.name)] for sheet in SHEETS}
        self._layouts = {sheet: self._layout(sheet) for sheet in SHEETS}

    def _layout(self, sheet: Sheet) -> tuple[int, list[int], int | None]:
        """(row of the headings, place of each column, place of the reason for rejection)."""
        missing = list(sheet.columns)
        for number, row in enumerate(self._rows(self._results, sheet, last=_HEADING_ROWS), 1):
            places = {}
            for place, value in enumerate(row):
                places.setdefault(fold(cells.text(value)), place)
            lacking = [column for column in sheet.columns if fold(column) not in places]
            if not lacking:
                columns = [places[fold(column)] for column in sheet.columns]
                return number, columns, places.get(fold(REASON))
            if len(lacking) < len(missing):
                missing = lacking
        where = f" dans la feuille «\u202f{sheet.name}\u202f»"
        raise UnreadableRegister(_enumeration("la colonne", "les colonnes", missing, where))

    def _rows(self, book, sheet: Sheet, *, first=1, last=None):
        try:
            yield from self._read(book, sheet, first=first, last=last)
        except UnreadableRegister:
            raise
        except Exception as error:  # a file that is cut, or holds what no workbook needs
            raise UnreadableRegister(
                f"La feuille «\u202f{sheet.name}\u202f» est abîmée\u202f: elle ne se lit pas"
                " jusqu’au bout. Ouvrez le fichier dans votre tableur, enregistrez-le à nouveau,"
                " puis renvoyez-le."
            ) from error

    def _read(self, book, sheet: Sheet, *, first: int, last: int | None):
        worksheet = book[self._titles[sheet]]
        if not hasattr(worksheet, "iter_rows"):
            raise UnreadableRegister(f"«\u202f{sheet.name}\u202f» n’est pas une feuille de calcul.")
        if hasattr(worksheet, "reset_dimensions"):
            worksheet.reset_dimensions()  # some programs write a wrong extent
        yield from worksheet.iter_rows(min_row=first, max_row=last, values_only=True)

    def rows(self, sheet: Sheet) -> Iterator[tuple[int, list[str], str]]:
        """(row number, the cells in the order of `sheet.columns`, reason of an earlier rejection).

        Rows that are empty in every column of the contract are passed over.
        """
        heading, places, reason = self._layouts[sheet]
        results = self._rows(self._results, sheet, first=heading + 1)
        formulas = self._rows(self._formulas, sheet, first=heading + 1) if self._formulas else None
        for number, values in enumerate(results, heading + 1):
            behind = next(formulas) if formulas else None
            row = [self._cell(values, behind, place) for place in places]
            if any(row):
                earlier = "" if reason is None else self._cell(values, None, reason)
                yield number, row, earlier

    @staticmethod
    def _cell(values, behind, place) -> str:
        value = values[place] if place < len(values) else None
        if value is None and behind and place < len(behind) and behind[place] is not None:
            return FORMULA
        return cells.text(value)


def _enumeration(one: str, many: str, names: list[str], where: str = "") -> str:
    quoted = ", ".join(f"«\u202f{name}\u202f»" for name in names)
    return f"Il manque {one if len(names) == 1 else many} {quoted}{where}. Rien n’a été importé."
