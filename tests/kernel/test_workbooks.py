"""What a spreadsheet finds in a workbook of ours."""

from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from pimms.kernel.text import printable
from pimms.kernel.workbooks import Workbook

TEXTS = ["=1+1", "+33", "-2", "@SUM(A1)", "#N/A", "1/2", "05/03", "0612", "à\x0bb\x1b", "'a"]


def read(book: Workbook):
    return openpyxl.load_workbook(BytesIO(book.content()))


def one_row(row, **options):
    book = Workbook("Essai")
    book.sheet("Lignes", [f"c{n}" for n in range(len(row))], **options).append(row)
    return read(book)["Lignes"][2]


def test_a_text_is_a_text_whatever_it_looks_like():
    for options in ({}, {"wrapped": True}):
        cells = one_row(TEXTS, **options)
        assert [cell.value for cell in cells] == [printable(text) for text in TEXTS]
        assert {cell.data_type for cell in cells} == {"s"}


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_what_is_written_is_read_again(texts):
    cells = one_row(texts)
    assert [(cell.value or "").replace("\r", "") for cell in cells] == [
        printable(text).replace("\r", "") for text in texts
    ]


def test_numbers_days_and_hours_stay_what_they_are():
    day, hour = date(2016, 3, 1), time(9, 30)
    instant = datetime.combine(day, hour)
    cells = one_row([3, Decimal("12.5"), day, hour, instant, None])
    midnight = datetime.combine(day, time())
    assert [cell.value for cell in cells] == [3, 12.5, midnight, hour, instant, None]
    shown = [cell.number_format for cell in cells[1:5]]
    assert shown == ["0.00", "dd/mm/yyyy", "hh:mm", "dd/mm/yyyy hh:mm"]


def test_the_heading_stays_in_sight_filters_and_comes_again_in_print():
    book = Workbook("Personnes", author="Claire Moreau")
    sheet = book.sheet("Personnes", ["Nom", "Prénom"])
    for name in ("Diallo", "Zhang"):
        sheet.append([name, ""])
    book.about("À propos", [("Liste", "=Personnes")])
    found = read(book)
    page = found["Personnes"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:B3"
    assert page.print_title_rows == "$1:$1"
    assert page["A1"].font.bold
    assert (found.properties.title, found.properties.creator) == ("Personnes", "Claire Moreau")
    assert found["À propos"]["B1"].data_type == "s"
