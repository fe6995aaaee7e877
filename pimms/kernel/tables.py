"""Tables as French spreadsheets and accounting programs read them: semicolons, decimal commas."""

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import IO

from pimms.kernel.text import printable

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
    text = printable(str(value))
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def write(to: IO[str], heading: tuple[str, ...], rows: Iterable[Iterable[object]]) -> None:
    """The heading and the rows are in the file."""
    writer = csv.writer(to, delimiter=";", lineterminator="\r\n")
    to.write(BOM)
    writer.writerow(heading)
    for row in rows:
        writer.writerow([cell(value) for value in row])
