"""Workbooks as spreadsheets and people read them: a text is a text and a day a day, the heading
stays in sight, filters, and comes again on each printed page."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Self

from django.conf import settings

from pimms.kernel.later import openpyxl
from pimms.kernel.text import printable

# Of a cell whose type says how it is shown; the first that fits.
_SHOWN = (
    (datetime, "dd/mm/yyyy hh:mm"),
    (date, "dd/mm/yyyy"),
    (time, "hh:mm"),
    (Decimal, "0.00"),
)
_READ_AS_OTHERS = ("=", "#")  # a formula, an error: unless the cell says that it is text
_LONGEST = 32_767  # characters that a cell holds


class Sheet:
    """One sheet: rows are added from the top, each as long as the heading or shorter."""

    def __init__(
        self, page: Any, headings: Sequence[str], *, widths: dict[str, int], wrapped: bool
    ) -> None:
        self._page, self._columns, self._rows, self._wrapped = page, len(headings), 1, wrapped
        page.freeze_panes = "A2"
        page.print_title_rows = "1:1"
        page.page_setup.orientation = "landscape"
        page.page_setup.fitToHeight = 0
        page.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(
            fitToPage=True
        )
        for place, heading in enumerate(headings, 1):
            letter = openpyxl.utils.get_column_letter(place)
            page.column_dimensions[letter].width = widths.get(heading, widths.get("", 20))
        page.append([bold(page, heading) for heading in headings])

    def append(self, row: Iterable[object]) -> None:
        self._page.append([_cell(self._page, value, wrapped=self._wrapped) for value in row])
        self._rows += 1

    def end(self) -> None:
        """Every row is there."""
        last = openpyxl.utils.get_column_letter(self._columns)
        self._page.auto_filter.ref = f"A1:{last}{self._rows}"


class Workbook:
    """A file of sheets, that says what it is and who made it.

    Rows wait in files of their own until it is saved: left by an exception, they go with it.
    """

    def __init__(self, title: str, *, author: str = "", header: str = "") -> None:
        """`header` is printed on each page."""
        self._header = header
        self._book = openpyxl.Workbook(write_only=True)
        self._book.properties.title = printable(title)
        self._book.properties.creator = printable(author or settings.HOUSE)
        self._sheets: list[Sheet] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *what: object) -> None:
        if kind:
            with suppress(Exception):  # what broke it may break this too
                self._book.save(BytesIO())

    def sheet(
        self,
        name: str,
        headings: Sequence[str],
        *,
        widths: dict[str, int] | None = None,
        wrapped: bool = False,
    ) -> Sheet:
        """A new sheet under its heading. `widths` in characters by heading, by "" for the rest."""
        page = self._book.create_sheet(name[:31])
        page.oddHeader.right.text = self._header or None
        self._sheets.append(Sheet(page, headings, widths=widths or {}, wrapped=wrapped))
        return self._sheets[-1]

    def about(self, name: str, lines: Iterable[tuple[str, str]]) -> None:
        """A sheet of labels and words."""
        page = self._book.create_sheet(name[:31])
        page.column_dimensions["A"].width, page.column_dimensions["B"].width = 32, 80
        for label, words in lines:
            page.append([bold(page, label), _cell(page, words, wrapped=True)])

    def save(self, to: Path | BytesIO) -> None:
        for sheet in self._sheets:
            sheet.end()
        self._book.save(to)

    def content(self) -> bytes:
        out = BytesIO()
        self.save(out)
        return out.getvalue()


def bold(page: Any, words: str) -> Any:
    """A cell of a heading."""
    cell = _text(page, words)
    cell.font = openpyxl.styles.Font(bold=True)
    return cell


def _cell(page: Any, value: object, *, wrapped: bool) -> object:
    """What a row takes: the value itself where its type says enough."""
    if isinstance(value, str):
        value = printable(value)[:_LONGEST]
        if not wrapped and not value.startswith(_READ_AS_OTHERS):
            return value or None
        cell = _text(page, value)
    else:
        shown = next((shown for kind, shown in _SHOWN if isinstance(value, kind)), None)
        if shown is None and not wrapped:
            return value
        cell = openpyxl.cell.WriteOnlyCell(page, value)
        if shown:
            cell.number_format = shown
    if wrapped:
        cell.alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
    return cell


def _text(page: Any, words: str) -> Any:
    cell = openpyxl.cell.WriteOnlyCell(page, printable(words) or None)
    if cell.value is not None:
        cell.data_type = "s"
    return cell
