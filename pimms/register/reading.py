"""Open a register's file and read its rows one after the other, whatever its size."""

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path

from django.conf import settings

from pimms.kernel.text import fold

from . import books, cells
from .sheets import REASON, SHEETS, Sheet, heading

_UNPACKED_AT_MOST = 2 * 1024**3
_HEADING_ROWS = 10
_PROLOGUE = 1 << 16  # bytes


class UnreadableRegister(Exception):
    """The file cannot be brought in at all; the message says why, in French."""


@contextmanager
def opened(path: Path) -> Iterator["Register"]:
    """The register in the file. Raises UnreadableRegister when it is none."""
    _check_the_container(path)
    with warnings.catch_warnings(), ExitStack() as stack:
        warnings.simplefilter("ignore")  # openpyxl speaks of styles and extensions we do not use
        with _unreadable_unless_it_reads():
            book = stack.enter_context(books.opened(path))
        yield Register(book)


def _check_the_container(path: Path) -> None:
    if not path.exists():
        raise UnreadableRegister(f"Le fichier {path.name} n’existe pas.")
    megabytes = path.stat().st_size / 1024**2
    if megabytes > settings.REGISTER_MEGABYTES:
        raise UnreadableRegister(
            f"Ce fichier pèse {megabytes:.0f} Mo\u202f; un registre en pèse au plus"
            f" {settings.REGISTER_MEGABYTES}. Partagez-le par année."
        )
    if path.is_dir() or not zipfile.is_zipfile(path):
        return
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
def _unreadable_unless_it_reads() -> Iterator[None]:
    """Whatever a broken file makes the libraries raise is one sentence."""
    try:
        yield
    except UnreadableRegister:
        raise
    except books.Locked as error:
        raise UnreadableRegister(
            "Ce classeur est protégé par un mot de passe. Ouvrez-le dans votre tableur, ôtez le mot"
            " de passe, enregistrez-le, puis renvoyez-le."
        ) from error
    except Exception as error:
        raise UnreadableRegister(
            "Ce fichier n’est pas un classeur lisible (.xlsx, .ods, .xls), ni une archive .zip des"
            " feuilles en .csv. Ouvrez-le dans votre tableur et enregistrez-le en .xlsx."
        ) from error


class Register:
    """An open register: every sheet and column of the contract is there, once."""

    def __init__(self, book: books.Book) -> None:
        self._book = book
        titles: dict[str, list[str]] = {}
        for title in book.titles:
            titles.setdefault(fold(title), []).append(title)
        missing = [sheet.name for sheet in SHEETS if fold(sheet.name) not in titles]
        if missing:
            raise UnreadableRegister(_enumeration("la feuille", "les feuilles", missing))
        for sheet in SHEETS:
            _refuse_two("feuilles", titles[fold(sheet.name)])
        self._titles = {sheet: titles[fold(sheet.name)][0] for sheet in SHEETS}
        self._layouts = {sheet: self._layout(sheet) for sheet in SHEETS}

    def _layout(self, sheet: Sheet) -> tuple[int, list[int], int | None]:
        """(row of the headings, place of each column, place of the reason for rejection)."""
        where = f" dans la feuille «\u202f{sheet.name}\u202f»"
        missing, closest = list(sheet.columns), [""]
        for number, row in enumerate(islice(self._rows(sheet), _HEADING_ROWS), 1):
            found = [cells.text(value) for value in row]
            places: dict[str, list[int]] = {}
            for place, written in enumerate(found):
                places.setdefault(heading(written), []).append(place)
            lacking = [column for column in sheet.columns if heading(column) not in places]
            if not lacking:
                for column in sheet.columns:
                    two = [found[place] for place in places[heading(column)]]
                    _refuse_two("colonnes", two, where)
                columns = [places[heading(column)][0] for column in sheet.columns]
                return number, columns, places.get(heading(REASON), [None])[0]
            if len(lacking) < len(missing):
                missing, closest = lacking, found
        headings = ", ".join(f"«\u202f{written}\u202f»" for written in closest if written)
        raise UnreadableRegister(
            _enumeration("la colonne", "les colonnes", missing, where)
            + (f" Titres trouvés\u202f: {headings}." if headings else "")
        )

    def _rows(self, sheet: Sheet) -> Iterator[Sequence[object]]:
        try:
            yield from self._book.rows(self._titles[sheet])
        except UnreadableRegister:
            raise
        except Exception as error:  # a file that is cut, or holds what no workbook needs
            raise UnreadableRegister(
                f"La feuille «\u202f{sheet.name}\u202f» est abîmée\u202f: elle ne se lit pas"
                " jusqu’au bout. Ouvrez le fichier dans votre tableur, enregistrez-le à nouveau,"
                " puis renvoyez-le."
            ) from error

    def rows(self, sheet: Sheet) -> Iterator[tuple[int, list[str], str]]:
        """(row number, the cells in the order of `sheet.columns`, reason of an earlier rejection).

        Rows that are empty in every column of the contract are passed over.
        """
        first, places, reason = self._layouts[sheet]
        lacking = [None] * (max(places) + 1)
        for number, values in enumerate(islice(self._rows(sheet), first, None), first + 1):
            found = [*values, *lacking[len(values) :]]
            row = [cells.text(found[place]) for place in places]
            if any(row):
                yield number, row, "" if reason is None else _cell(values, reason)


def _cell(values: Sequence[object], place: int) -> str:
    return cells.text(values[place]) if place < len(values) else ""


def _refuse_two(kind: str, names: list[str], where: str = "") -> None:
    if len(names) > 1:
        quoted = " et ".join(f"«\u202f{name}\u202f»" for name in names)
        raise UnreadableRegister(
            f"Les {kind} {quoted}{where} portent le même nom\u202f: gardez-en une seule."
            " Rien n’a été importé."
        )


def _enumeration(one: str, many: str, names: list[str], where: str = "") -> str:
    quoted = ", ".join(f"«\u202f{name}\u202f»" for name in names)
    return f"Il manque {one if len(names) == 1 else many} {quoted}{where}. Rien n’a été importé."
