"""The sheets of an Excel workbook in the other formats that registers are kept in."""

import csv
import zipfile
from datetime import date, datetime, time
from io import StringIO
from pathlib import Path

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

_STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/"
    "spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/"
    "ooxml/officeDocument/relationships",
}


def sheets(path: Path) -> dict[str, list[tuple]]:
    """The values of each sheet, row by row."""
    book = openpyxl.load_workbook(path)
    return {page.title: list(page.iter_rows(values_only=True)) for page in book}


def as_strict(path: Path, to: Path) -> Path:
    """The same parts, in the namespaces of ISO 29500 strict."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(to, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith((".xml", ".rels")):
                for loose, strict in _STRICT.items():
                    part = part.replace(loose.encode(), strict.encode())
            target.writestr(name, part)
    return to


def as_ods(path: Path, to: Path) -> Path:
    document = OpenDocumentSpreadsheet()
    for title, rows in sheets(path).items():
        table = Table(name=title)
        for row in rows:
            line = TableRow()
            for value in row:
                line.addElement(_ods_cell(value))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(str(to))
    return to


def _ods_cell(value: object) -> TableCell:
    match value:
        case None:
            return TableCell()
        case datetime():
            return TableCell(valuetype="date", datevalue=value.date().isoformat())
        case time():
            return TableCell(valuetype="time", timevalue=f"PT{value.hour:02}H{value.minute:02}M00S")
        case bool():
            return TableCell(valuetype="boolean", booleanvalue=str(value).lower())
        case int() | float():
            return TableCell(valuetype="float", value=value)
    cell = TableCell(valuetype="string")
    cell.addElement(P(text=str(value)))
    return cell


def as_xls(path: Path, to: Path) -> Path:
    book = xlwt.Workbook()
    plain = xlwt.Style.default_style
    shown = {
        datetime: xlwt.easyxf(num_format_str="DD/MM/YYYY"),
        time: xlwt.easyxf(num_format_str="HH:MM"),
    }
    for title, rows in sheets(path).items():
        page = book.add_sheet(title)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if value is not None:
                    page.write(number, place, value, shown.get(type(value), plain))
    book.save(str(to))
    return to


def as_texts(path: Path, *, encoding: str = "utf-8-sig", mark: str = ";") -> dict[str, bytes]:
    """A text a sheet, as a French spreadsheet saves them."""
    return {
        f"registre-{title}.csv": _text(rows, mark).encode(encoding, errors="replace")
        for title, rows in sheets(path).items()
    }


def _text(rows: list[tuple], mark: str) -> str:
    file = StringIO(newline="")
    csv.writer(file, delimiter=mark).writerows([_shown(value) for value in row] for row in rows)
    return file.getvalue()


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime() | date():
            return f"{value:%d/%m/%Y}"
        case time():
            return f"{value:%H:%M}"
        case float():
            return str(value).replace(".", ",")
    return str(value)


def as_archive(path: Path, to: Path, **how: str) -> Path:
    with zipfile.ZipFile(to, "w") as archive:
        for name, text in as_texts(path, **how).items():
            archive.writestr(name, text)
    return to
