"""The files that a report leaves in: the same figures as JSON, CSV and workbook."""

import io
import json
from decimal import Decimal

from pimms.kernel import tables
from pimms.kernel.workbooks import Workbook
from reports import figures
from reports.ccas.discreet import OF_THE_HOUSE
from reports.figures import FigureValue, Year

HEADING = ("numéro", "code", "indicateur", "détail", "valeur")
_WIDTHS = {"numéro": 9, "valeur": 14, "": 38}
PARTS = {part.name: part.title for part in figures.PARTS}


def named(name: str, year: int, ending: str, *, version: int = 0) -> str:
    """`bilan-ccas-2016.pdf`, or `bilan-ccas-2016-v2.pdf` of a frozen version."""
    return f"{name}-{year}{f'-v{version}' if version else ''}.{ending}"


def data(told: dict) -> bytes:
    """The figures of a report as a JSON file in UTF-8."""
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def table(rows: list[tuple]) -> bytes:
    """The same figures as a CSV file, one a line: number, path, words, value."""
    file = io.StringIO(newline="")
    tables.write(file, HEADING, rows)
    return file.getvalue().encode()


def workbook(rows: list[tuple], parts: dict[str, str], *, title: str) -> bytes:
    """The same figures as a workbook in true numbers, a sheet for each first name of their codes;
    each page that is printed of it says whose version it is."""
    book, sheets = Workbook(title, header=OF_THE_HOUSE), {}
    for row in rows:
        part = row[1].partition(".")[0]
        if part not in sheets:
            sheets[part] = book.sheet(parts.get(part, part), HEADING, widths=_WIDTHS)
        sheets[part].append(row)
    return book.content()


def rows(year: Year) -> list[tuple]:
    """The figures of the year under `HEADING`."""
    return [row_of(each) for each in figures.values(year)]


def row_of(figure: FigureValue) -> tuple:
    """A figure under `HEADING`."""
    value = figure.value if isinstance(figure.value, int) else Decimal(figure.value)
    indicator = figure.indicator
    return indicator.number, figure.path, indicator.title, figure.label, value
