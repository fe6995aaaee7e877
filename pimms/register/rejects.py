"""Files of the register's own shape: the refused rows, to mend and send back; an empty model."""

from datetime import date
from io import BytesIO
from pathlib import Path

from pimms.kernel import tables
from pimms.kernel.later import openpyxl

from . import staging
from .sheets import REASON, SHEETS

_WIDE, _WIDEST = 18, 60


def write(path: Path) -> None:
    """Every sheet with its refused rows and why, atomically in place of `path`."""
    partial = path.with_name(f".{path.name}.part")
    with tables.workbook() as book:
        for sheet in SHEETS:
            page = _page(book, sheet.name, (*sheet.columns, REASON))
            for values, refusal in staging.rejected(sheet):
                page.append([*(_cell(page, value) for value in values), _cell(page, refusal)])
        book.save(partial)
    partial.replace(path)


def model() -> bytes:
    """An empty register: its sheets and their headings."""
    book, content = openpyxl.Workbook(write_only=True), BytesIO()
    for sheet in SHEETS:
        _page(book, sheet.name, sheet.columns)
    book.save(content)
    return content.getvalue()


def _page(book, name: str, columns: tuple[str, ...]):
    page = book.create_sheet(name)
    page.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        width = _WIDEST if column == REASON else _WIDE
        page.column_dimensions[openpyxl.utils.get_column_letter(number)].width = width
    page.append([_cell(page, column, bold=True) for column in columns])
    return page


def _cell(page, value: str, *, bold=False):
    """A cell of text, or of a true date; never a formula, whatever the text begins with."""
    cell = openpyxl.cell.WriteOnlyCell(page, value=_day(value))
    if isinstance(cell.value, date):
        cell.number_format = "DD/MM/YYYY"
    else:
        cell.data_type = "s"
    if bold:
        cell.font = openpyxl.styles.Font(bold=True)
    return cell


def _day(value: str) -> date | str:
    try:
        return date.fromisoformat(value) if len(value) == 10 else value
    except ValueError:
        return value
