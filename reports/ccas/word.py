"""The report to the CCAS as a Word file: the same words and tables, for whoever wants to go on
writing."""

import io
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pimms.kernel.text import printable
from reports.figures import Year
from reports.words import typeset

from . import Report, report
from .breakdowns import Breakdown
from .parts import Section

_PROPERTIES = {"language": "fr-FR", "comments": ""}


def text_document(year: Year, **drawn_up: Any) -> bytes:
    """A .docx of the report; `drawn_up` as for `report`. Charts stay in the PDF."""
    told = report(year, **drawn_up)
    page = Document()
    _speak_french(page)
    for name, value in _PROPERTIES.items():
        setattr(page.core_properties, name, value)
    page.core_properties.title, page.core_properties.author = told.title, told.house
    page.add_heading(told.title, 0)
    _say(page, f"{told.house}. Rapport au {told.reader}.", told.mark)
    _essentials(page, told)
    for section in told.sections:
        _section(page, section)
    page.add_heading("Comment nous comptons", 1)
    _say(page, told.completeness)
    for note in told.notes:
        page.add_paragraph(printable(note.text), style="List Number")
    out = io.BytesIO()
    page.save(out)
    return out.getvalue()


def _essentials(page: Any, told: Report) -> None:
    page.add_heading("L’essentiel", 1)
    _table(page, ("Chiffre", "Valeur"), [(each.label, each.value) for each in told.key_figures])
    _say(page, *told.summary, *told.words)
    if told.months:
        heads = ("Chiffre", *told.months.heads)
        _table(page, heads, [(each.title, *values) for each, values in told.months.rows])


def _section(page: Any, section: Section) -> None:
    page.add_heading(section.title, 1)
    _say(page, *section.paragraphs, *section.words)
    if section.pledges:
        rows = [
            (each.label, str(each.target), "masqué" if each.done is None else f"{each.done:g}")
            for each in section.pledges
        ]
        _table(page, ("Engagement", "Objectif", "Réalisé"), rows)
    if section.changes:
        heads = ("Chiffre", str(section.changes.before), str(section.changes.now), "Évolution")
        rows = [(row.title, row.before, row.now, row.share) for row in section.changes.rows]
        _table(page, heads, rows)
    if section.figures:
        _table(
            page,
            ("Chiffre", "Valeur"),
            [(each.indicator.title, each.shown) for each in section.figures],
        )
    for breakdown in section.breakdowns:
        _breakdown(page, breakdown)


def _breakdown(page: Any, breakdown: Breakdown) -> None:
    page.add_heading(breakdown.title, 2)
    rows = [*breakdown.rows, *([breakdown.total] if breakdown.total else ())]
    _table(page, breakdown.heads, rows)


def _say(page: Any, *paragraphs: str) -> None:
    for words in paragraphs:
        if words:
            page.add_paragraph(printable(typeset(words)))


def _table(page: Any, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Its first row is repeated on each page."""
    table = page.add_table(rows=1, cols=len(heads), style="Light List Accent 1")
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        cell.text = printable(words)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = printable(words)
    page.add_paragraph()


def _speak_french(page: Any) -> None:
    """The language of the whole, so that Word corrects and reads aloud as it should."""
    language = page.styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), "fr-FR")
