"""Tables as French spreadsheets and accounting programs read them: semicolons, decimal commas."""

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import IO, Any

from .later import openpyxl

BOM = "\ufeff"  # without it, a spreadsheet takes the accents for others
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """`1234,50`, `15/03/2016`; a text that a spreadsheet would run gets an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def typed(value: object) -> object:
    """As a workbook takes it: numbers and days stay what they are, a formula is a text."""
    return cell(value) if isinstance(value, str) else value


def write(to: IO[str], heading: tuple[str, ...], rows: Iterable[Iterable[object]]) -> None:
    """The heading and the rows are in the file."""
    writer = csv.writer(to, delimiter=";", lineterminator="\r\n")
    to.write(BOM)
    writer.writerow(heading)
    for row in rows:
        writer.writerow([cell(value) for value in row])


@contextmanager
def workbook() -> Iterator[Any]:
    """A workbook that is written row by row, as they come.

    Its rows wait in files of their own until it is saved: they go with it when it is given up.
    """
    book = openpyxl.Workbook(write_only=True)
    try:
        yield book
    except BaseException:
        with suppress(Exception):  # what broke it may break this too
            book.save(BytesIO())
        raise
