"""The files that a register is kept in: their sheets, and the values of their rows.

Excel's workbooks are read by openpyxl, row by row; where they are small and hold nothing that
calamine would not tell, by calamine, thirty times as fast. Those of ISO 29500 strict, of
LibreOffice (.ods) and of the old Excel (.xls) are read by calamine; texts (.csv) by Python.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, Protocol
from xml.parsers import expat

from pimms.kernel.later import Later, openpyxl
from pimms.kernel.text import fold

from .sheets import SHEETS

FORMULA = "=?"  # stands in for a formula whose result the file does not hold
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how the files of the old Office begin
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_PROLOGUE = 1 << 16  # bytes
# Of all parts of a workbook: calamine holds a whole sheet, which takes half as much again.
_AT_ONCE = 16 * 1024**2
_FORMULAS = (re.compile(rb"<(?:\w+:)?f[\s>/]"),)
# What calamine does not tell: formulas, cells in error, days before the first one. And cells far
# out, in column AA or line 100 000 or beyond: it makes room for every cell before them.
_TOLD_BY_OPENPYXL = (
    *_FORMULAS,
    re.compile(rb"""t\s*=\s*["']e["']"""),
    re.compile(rb"v>\s*-"),
    re.compile(rb"""r\s*=\s*["'](?:[A-Z]{2}|[A-Z]?[0-9]{6})"""),
    re.compile(rb"\0"),  # what is not written in UTF-8
)
_OVERLAP = 64  # bytes; none of these signs is longer
calamine = Later("python_calamine")


class Locked(Exception):
    """The file is protected by a password."""


class Book(Protocol):
    """A file under the names of its sheets."""

    @property
    def titles(self) -> list[str]: ...

    def rows(self, title: str) -> Iterator[Sequence[object]]:
        """The values of the sheet, from its first row on, empty ones included."""
        ...


def may_be_one(file: IO[bytes]) -> bool:
    """Whether the file begins as one of these does; it stands at its beginning again."""
    begin = file.read(len(_OLE))
    is_archive = zipfile.is_zipfile(file)
    file.seek(0)
    return begin == _OLE or is_archive


@contextmanager
def opened(path: Path) -> Iterator[Book]:
    """The file as a book, whatever it is called. Raises whatever its library raises when it is
    broken, `Locked` when it asks for a password, ValueError when it is none of these."""
    with ExitStack() as stack:
        yield stack.enter_context(_kind(path)(path))


def _kind(path: Path) -> Callable[[Path], AbstractContextManager[Book]]:
    if path.is_dir():
        return _folder
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return _kind_of_archive(archive)
    with path.open("rb") as file:
        begin = file.read(len(_OLE))
    if begin == _OLE:
        return _calamine
    if path.suffix.lower() == ".csv":
        return _siblings
    raise ValueError(path)


def _kind_of_archive(
    archive: zipfile.ZipFile,
) -> Callable[[Path], AbstractContextManager[Book]]:
    names = set(archive.namelist())
    if "mimetype" in names and archive.read("mimetype").startswith(_ODS):
        return _calamine
    if "xl/workbook.xml" in names:
        with archive.open("xl/workbook.xml") as part:
            is_strict = _STRICT in part.read(_PROLOGUE)
        return _calamine if is_strict or _is_plain(archive) else _excel
    if any(name.lower().endswith(".csv") for name in names):
        return _texts_of_archive
    return _excel


@contextmanager
def _excel(path: Path) -> Iterator[Book]:
    with ExitStack() as stack:
        load = openpyxl.load_workbook
        results = load(path, read_only=True, data_only=True)
        stack.callback(results.close)
        formulas = None
        with zipfile.ZipFile(path) as archive:
            has_formulas = _holds(_FORMULAS, archive)
        if has_formulas:
            formulas = load(path, read_only=True)
            stack.callback(formulas.close)
        yield Excel(results, formulas)


def _is_plain(archive: zipfile.ZipFile) -> bool:
    """Whether calamine reads the workbook as openpyxl does, and takes little memory for it."""
    if sum(part.file_size for part in archive.infolist()) > _AT_ONCE:
        return False
    return _is_well_formed(archive) and not _holds(_TOLD_BY_OPENPYXL, archive)


def _is_well_formed(archive: zipfile.ZipFile) -> bool:
    """Whether every part is XML to its last letter: calamine passes over what is not."""
    for part in _parts(archive, ""):
        parser = expat.ParserCreate()
        try:
            for block in _blocks(part):
                parser.Parse(block)
            parser.Parse(b"", True)
        except expat.ExpatError:
            return False
    return True


def _holds(signs: Sequence[re.Pattern[bytes]], archive: zipfile.ZipFile) -> bool:
    """Whether any sheet of the workbook has one of these signs in its text."""
    for sheet in _parts(archive, "xl/worksheets/"):
        tail = b""
        for block in _blocks(sheet):
            text = tail + block
            if any(sign.search(text) for sign in signs):
                return True
            tail = block[-_OVERLAP:]
    return False


def _parts(archive: zipfile.ZipFile, folder: str) -> Iterator[IO[bytes]]:
    for name in archive.namelist():
        if name.startswith(folder) and name.endswith(".xml"):
            with archive.open(name) as part:
                yield part


def _blocks(part: IO[bytes]) -> Iterator[bytes]:
    while block := part.read(1 << 20):
        yield block


class Excel:
    def __init__(self, results: Any, formulas: Any = None) -> None:
        self._results, self._formulas = results, formulas

    @property
    def titles(self) -> list[str]:
        return [title for title in self._results.sheetnames if _is_grid(self._results[title])]

    def rows(self, title: str) -> Iterator[Sequence[object]]:
        if self._formulas is None:
            yield from _grid(self._results[title]).iter_rows(values_only=True)
            return
        results = _grid(self._results[title]).iter_rows()
        formulas = _grid(self._formulas[title]).iter_rows(values_only=True)
        for row, behind in zip(results, formulas, strict=False):
            yield [_result(row, behind, place) for place in range(max(len(row), len(behind)))]


def _is_grid(sheet: Any) -> bool:
    return hasattr(sheet, "iter_rows")  # not a sheet that is a chart


def _grid(sheet: Any) -> Any:
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # some programs write a wrong extent
    return sheet


def _result(row: Sequence[Any], behind: Sequence[object], place: int) -> object:
    """What a cell shows. A formula that gives an empty text is an empty cell; one of which nothing
    was kept is `FORMULA`."""
    cell = row[place] if place < len(row) else None
    if cell is not None and cell.value is not None:
        return cell.value
    if place >= len(behind) or behind[place] is None:
        return None
    return None if cell is not None and cell.data_type == "str" else FORMULA


@contextmanager
def _calamine(path: Path) -> Iterator[Book]:
    try:
        book = calamine.load_workbook(path)
    except calamine.PasswordError as refusal:
        raise Locked from refusal
    with book:
        yield Calamine(book)


class Calamine:
    def __init__(self, book: Any) -> None:
        self._book = book

    @property
    def titles(self) -> list[str]:
        grid = calamine.SheetTypeEnum.WorkSheet
        return [sheet.name for sheet in self._book.sheets_metadata if sheet.typ == grid]

    def rows(self, title: str) -> Iterator[Sequence[object]]:
        sheet = self._book.get_sheet_by_name(title)
        if sheet.start is None:
            return
        first_row, first_column = sheet.start
        for _ in range(first_row):
            yield ()
        before = [None] * first_column
        for row in sheet.iter_rows():
            yield [*before, *(None if value == "" else value for value in row)]


@contextmanager
def _texts_of_archive(path: Path) -> Iterator[Book]:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(".csv")]
        yield Texts({name: lambda name=name: archive.open(name) for name in names})


@contextmanager
def _folder(path: Path) -> Iterator[Book]:
    yield _texts(path.glob("*.[cC][sS][vV]"))


@contextmanager
def _siblings(path: Path) -> Iterator[Book]:
    """`registre-Catalogue.csv` stands beside `registre-Ventes.csv`: one file a sheet."""
    names = sorted((fold(sheet.name) for sheet in SHEETS), key=len, reverse=True)
    stem = fold(path.stem)
    prefix = next((stem.removesuffix(name) for name in names if stem.endswith(name)), stem)
    files = path.parent.glob("*.[cC][sS][vV]")
    yield _texts(file for file in files if fold(file.stem).startswith(prefix))


def _texts(files: Any) -> "Texts":
    return Texts({file.name: lambda file=file: file.open("rb") for file in sorted(files)})


class Texts:
    """One text a sheet, named after it: `Ventes.csv`, `registre-2016-Ventes.csv`."""

    def __init__(self, files: dict[str, Callable[[], IO[bytes]]]) -> None:
        self._files = {_title(name): open_file for name, open_file in files.items()}

    @property
    def titles(self) -> list[str]:
        return list(self._files)

    def rows(self, title: str) -> Iterator[Sequence[object]]:
        with self._files[title]() as file:
            beginning = file.read(_PROLOGUE)
        with self._files[title]() as file:
            text = io.TextIOWrapper(file, encoding=_encoding(self._files[title]), newline="")
            yield from csv.reader(text, delimiter=_delimiter(beginning))


def _title(name: str) -> str:
    """The sheet that a file is named after; its own name when it is none."""
    stem = Path(name).stem
    for sheet in sorted(SHEETS, key=lambda each: len(each.name), reverse=True):
        if fold(stem).split()[-1:] == [fold(sheet.name)]:
            return sheet.name
    return stem


def _encoding(open_file: Callable[[], IO[bytes]]) -> str:
    """UTF-8 when all of it is; else Windows'."""
    with open_file() as file:
        try:
            for _ in io.TextIOWrapper(file, encoding="utf-8-sig"):
                pass
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _delimiter(beginning: bytes) -> str:
    """What parts the headings: there is most of it on the first line."""
    first = beginning.split(b"\n", 1)[0]
    return max(";,\t", key=lambda mark: first.count(mark.encode()))
