"""A workbook says the same by whichever library it is read, and goes to the one that tells all."""

import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from openpyxl.chart import BarChart

from pimms.register import books, cells

NUMBERS = (
    0, 0.25, 0.5, 0.5833, 0.583333333333, 0.999999, 1, 1.5, 30, 59, 60, 61, 12.5, 42420, 42420.5,
    42420.583333, 42420.99999999, 8.3, 16.599999999999998, 0.1 + 0.2, 1e-7,
)  # fmt: skip
FORMATS = (
    "General", "Standard", "0", "0.00", "#,##0.00", '# ##0.00\\ "€"', "#,##0.00\\ [$€-40C]",
    '_-* #,##0.00\\ _€_-;\\-* #,##0.00\\ _€_-;_-* "-"??\\ _€_-;_-@_-', "[Red]-0.00", "[Blue]0",
    "@", "00000", '0#" "##" "##" "##" "##', "0%", "# ?/?", "[<=99999]00000", '0 "jours"', '0" min"',
    '"d"0', '0.0 "h"', "0\\ \\m\\i\\n", "dd/mm/yyyy", "d/m/yy", "mm-dd-yy", "d-mmm", "mmm-yy",
    "yyyy-mm-dd hh:mm", "[$-40C]d mmmm yyyy", "[$-F800]dddd, mmmm dd, yyyy", "dddd d mmmm yyyy",
    "jj/mm/aaaa", "dd/mm/yy;@", "h:mm", "hh:mm:ss", "h:mm AM/PM", 'h"h"mm', "[h]:mm", "[h]:mm:ss",
    "[mm]:ss", "[m]", "mm:ss.0",
)  # fmt: skip
THINGS = (
    "Ivry", "  deux  mots ", "_x000D_", "a_x000A_b", "a\nb", "é", "e\u0301", "1e5", "TRUE", True,
    False, date(2016, 1, 2), datetime.fromisoformat("2016-01-02 09:30:59"), time(9, 30),
    timedelta(hours=30),
)  # fmt: skip


@pytest.fixture
def book():
    return openpyxl.Workbook()


@pytest.fixture
def read(tmp_path):
    """Save the book and read it: {sheet: rows of cells}, by the named reader or by its own."""

    def read(book, by=books.opened, change=lambda part: part):
        path = rewritten(book, tmp_path, change)
        with by(path) as opened:
            return {title: [row_of(row) for row in opened.rows(title)] for title in opened.titles}

    return read


def rewritten(book, folder, change):
    path = folder / "registre.xlsx"
    book.save(folder / "comme écrit.xlsx")
    with (
        zipfile.ZipFile(folder / "comme écrit.xlsx") as source,
        zipfile.ZipFile(path, "w") as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, change(part) if "worksheets/" in name else part)
    return path


def row_of(values):
    row = [cells.text(value) for value in values]
    while row and not row[-1]:
        row.pop()
    return row


@pytest.mark.parametrize("iso_dates", [False, True])
@pytest.mark.parametrize("epoch", ["WINDOWS_EPOCH", "MAC_EPOCH"])
def test_both_readers_read_each_number_in_each_format_alike(book, read, epoch, iso_dates):
    book.epoch, book.iso_dates = getattr(openpyxl.utils.datetime, epoch), iso_dates
    page = book.active
    for written in FORMATS:
        for number in NUMBERS:
            page.append([None, written, number])
            page.cell(page.max_row, 3).number_format = written
    for thing in THINGS:
        page.append(["chose", thing])
    page.cell(page.max_row + 2, 3).value = "fin"

    assert read(book, books._calamine) == read(book, books._excel)


def test_a_sheet_that_is_a_chart_is_no_sheet(book, read):
    book.active.title = "Ventes"
    book.create_chartsheet("Graphique").add_chart(BarChart())

    assert list(read(book, books._calamine)) == list(read(book, books._excel)) == ["Ventes"]


def kind_of(book, folder, change=lambda part: part):
    return books._kind(rewritten(book, folder, change))


def test_a_plain_workbook_is_read_at_once(book, tmp_path):
    book.active.append(["Ivry", 42, 8.3, date(2016, 1, 2), True])

    assert kind_of(book, tmp_path) is books._calamine


@pytest.mark.parametrize(
    ("place", "value"),
    [("A1", "=1+1"), ("B2", "#N/A"), ("A1", -1), ("AA1", 1), ("ZZ9", 1), ("A100000", 1)],
)
def test_what_calamine_would_not_tell_is_read_by_openpyxl(book, tmp_path, place, value):
    book.active[place] = value

    assert kind_of(book, tmp_path) is books._excel


@pytest.mark.parametrize(
    ("written", "instead"),
    [(b"Ivry", b"Iv\x01ry"), (b"</row>", b""), (b"</worksheet>", b"")],
)
def test_what_is_no_xml_is_left_to_openpyxl_to_refuse(book, tmp_path, written, instead):
    book.active.append(["Ivry"])
    book.active["A1"].data_type = "inlineStr"

    assert kind_of(book, tmp_path, lambda part: part.replace(written, instead)) is books._excel


def test_a_large_workbook_is_read_row_by_row(book, tmp_path, monkeypatch):
    book.active.append(["Ivry"])
    monkeypatch.setattr(books, "_AT_ONCE", 1000)

    assert kind_of(book, tmp_path) is books._excel


def test_a_sign_that_two_blocks_part_is_found(tmp_path, monkeypatch):
    path = tmp_path / "registre.xlsx"
    for before in range(1 << 20, (1 << 20) + 8):
        with zipfile.ZipFile(path, "w") as archive:
            cell = b'<c t="e"><v>#N/A</v></c>'
            archive.writestr("xl/worksheets/sheet1.xml", b" " * (before - 7) + cell)
        with zipfile.ZipFile(path) as archive:
            assert books._holds(books._TOLD_BY_OPENPYXL, archive)
