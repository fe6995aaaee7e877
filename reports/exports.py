"""The reports by the name they go by, and the files that they leave in."""

import io
import json
from decimal import Decimal

from pimms.kernel import tables
from pimms.kernel.pdf import Enclosed
from pimms.kernel.workbooks import Workbook
from reports import ccas, figures
from reports.ccas.discreet import OF_THE_HOUSE
from reports.figures import FigureValue, Year

HEADING = ("numéro", "code", "indicateur", "détail", "valeur")
_WIDTHS = {"numéro": 9, "valeur": 14, "": 38}
PARTS = {part.name: part.title for part in figures.PARTS}
REPORTS = {ccas.NAME: ccas}


def file_name(name: str, year: int, ending: str, *, version: int = 0) -> str:
    """`bilan-ccas-2016.pdf`, or `bilan-ccas-2016-v2.pdf` of a frozen version."""
    return named(f"bilan-{name}", year, ending, version=version)


def named(name: str, year: int, ending: str, *, version: int = 0) -> str:
    return f"{name}-{year}{f'-v{version}' if version else ''}.{ending}"


def data(year: Year) -> bytes:
    """The figures of the year as a JSON file in UTF-8."""
    return (json.dumps(year.as_json(), ensure_ascii=False, indent=2) + "\n").encode()


def table(year: Year) -> bytes:
    """The same figures as a CSV file, one a line: number, path, words, value."""
    file = io.StringIO(newline="")
    tables.write(file, HEADING, _rows(year))
    return file.getvalue().encode()


def workbook(year: Year) -> bytes:
    """The same figures as a workbook: a sheet for each part of the report, true numbers."""
    return bound(_rows(year), PARTS, title=f"Bilan {year.year}")


def bound(rows: list[tuple], parts: dict[str, str], *, title: str) -> bytes:
    """Rows under `HEADING` as a workbook, a sheet for each first name of their codes; each page
    that is printed of it says whose version it is."""
    book, sheets = Workbook(title, header=OF_THE_HOUSE), {}
    for row in rows:
        part = row[1].partition(".")[0]
        if part not in sheets:
            sheets[part] = book.sheet(parts.get(part, part), HEADING, widths=_WIDTHS)
        sheets[part].append(row)
    return book.content()


def enclosed(year: Year, *, version: int = 0) -> tuple[Enclosed, ...]:
    """The figures as the files that travel inside the document to archive."""
    kinds = (("json", data, "Les chiffres, en JSON"), ("csv", table, "Les chiffres, en CSV"))
    return tuple(
        Enclosed(file_name(ccas.NAME, year.year, ending, version=version), write(year), about)
        for ending, write, about in kinds
    )


def _rows(year: Year) -> list[tuple]:
    return [row_of(each) for each in figures.values(year)]


def row_of(figure: FigureValue) -> tuple:
    """A figure under `HEADING`."""
    value = figure.value if isinstance(figure.value, int) else Decimal(figure.value)
    indicator = figure.indicator
    return indicator.number, figure.path, indicator.title, figure.label, value
