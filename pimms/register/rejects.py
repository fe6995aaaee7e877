"""The rows that did not come in, in a file of the register's own shape, to mend and send back."""

from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from . import staging
from .sheets import REASON, SHEETS

_WIDEST = 60


def write(path: Path) -> None:
    """Every sheet with its refused rows and why, atomically in place of `path`."""
    book = openpyxl.Workbook(write_only=True)
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "A2"
        for number, column in enumerate((*sheet.columns, REASON)):
            letter = openpyxl.utils.get_column_letter(number + 1)
            page.column_dimensions[letter].width = _WIDEST if column == REASON else 18
        page.append([_cell(page, column, bold=True) for column in (*sheet.columns, REASON)])
        for values, refusal in staging.rejected(sheet):
            page.append([*(_cell(page, value) for value in values), _cell(page, refusal)])
    partial = path.with_name(f".{path.name}.part")
    book.save(partial)
    partial.replace(path)


def _cell(page, value: str, *, bold=False):
    """A cell of text, or of a true date; never a formula, whatever the text begins with."""
    cell = WriteOnlyCell(page, value=_day(value))
    if isinstance(cell.value, date):
        cell.number_format = "DD/MM/YYYY"
    else:
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="top")
    return cell


def _day(value: str) -> date | str:
    try:
        return date.fromisoformat(value) if len(value) == 10 else value
    except ValueError:
        return value
