"""Files of the register's own shape: the refused rows, to mend and send back; an empty model."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.db.models import QuerySet

from pimms.kernel.workbooks import Workbook
from pimms.models import RegisterLine

from . import staging
from .sheets import REASON, SHEETS, Sheet

_WIDTHS = {REASON: 60, "": 18}


def write(path: Path) -> None:
    """Every sheet with its refused rows and why, atomically in place of `path`."""
    partial = path.with_name(f".{path.name}.part")
    with _filled(staging.rejected) as book:
        book.save(partial)
    partial.replace(path)


def waiting(lines: QuerySet[RegisterLine]) -> bytes:
    """The same of the rows that nobody has mended yet."""
    with _filled(
        lambda sheet: lines.filter(sheet=sheet.name).order_by("pk").values_list("cells", "sentence")
    ) as book:
        return book.content()


@contextmanager
def _filled(refused: Callable[[Sheet], Iterable[tuple[list[str], str]]]) -> Iterator[Workbook]:
    with Workbook("Lignes refusées du registre") as book:
        for sheet in SHEETS:
            page = book.sheet(sheet.name, (*sheet.columns, REASON), widths=_WIDTHS)
            for values, refusal in refused(sheet):
                page.append([*map(_day, values), refusal])
        yield book


def model() -> bytes:
    """An empty register: its sheets and their headings."""
    book = Workbook("Modèle de registre")
    for sheet in SHEETS:
        book.sheet(sheet.name, sheet.columns, widths=_WIDTHS)
    return book.content()


def _day(value: str) -> date | str:
    """A true date where it is one, whatever the column: it is mended by hand."""
    try:
        return date.fromisoformat(value) if len(value) == 10 else value
    except ValueError:
        return value
