"""The rows of which something is to be said, on the page of their register.

A try is taken back as if it had never been: what it found is noted in a file meanwhile.
"""

import json
from collections.abc import Iterator
from typing import IO

from django.db import connection

from beneficiaries.models import Beneficiary, DossierNumber
from pimms.models import RegisterLine, RegisterUpload

from . import cells
from .context import Remark
from .kinds import kind_of
from .sheets import BY_NAME, DOSSIER, SHEETS

_REFUSED = """
SELECT t.sheet, t.line, t.cells, true, v.refusal FROM todo t JOIN verdict v USING (sheet, line)
ORDER BY array_position(%s::text[], t.sheet), t.line
"""
_WARNED = """
SELECT r.sheet, r.line, coalesce(t.cells, '{}'), false, r.sentence
FROM unnest(%s::text[], %s::integer[], %s::text[]) WITH ORDINALITY
    AS r (sheet, line, sentence, place) LEFT JOIN todo t USING (sheet, line)
ORDER BY place
"""
_CHUNK = 1000


def note(file: IO[str], remarks: list[Remark]) -> None:
    """Write down what the judging under way has refused and warned about, a row on a line."""
    for row in _rows(remarks):
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _rows(remarks: list[Remark]) -> Iterator[tuple]:
    """(sheet, line, cells, whether it is refused, sentence)"""
    with connection.cursor() as cursor:
        cursor.execute(_REFUSED, [[sheet.name for sheet in SHEETS]])
        while rows := cursor.fetchmany(_CHUNK):
            yield from rows
        for begin in range(0, len(remarks), _CHUNK):
            some = remarks[begin : begin + _CHUNK]
            cursor.execute(_WARNED, [list(values) for values in zip(*some, strict=True)])
            yield from cursor.fetchall()


def keep(upload: RegisterUpload, file: IO[str]) -> None:
    """What was noted is on the upload's page, in the place of what stood there."""
    upload.lines.all().delete()
    file.seek(0)
    with (
        connection.cursor() as cursor,
        cursor.copy(
            f"COPY {RegisterLine._meta.db_table}"
            " (upload_id, sheet, line, cells, is_refused, kind, sentence) FROM STDIN"
        ) as copy,
    ):
        for noted in file:
            *row, sentence = json.loads(noted)
            copy.write_row((upload.pk, *row, kind_of(sentence), sentence))


def files_of(lines: list[RegisterLine]) -> dict[int, Beneficiary]:
    """{row: the standing file of the person whom it names}"""
    numbers = {line.pk: number for line in lines if (number := _dossier(line))}
    named = DossierNumber.objects.filter(number__in=set(numbers.values()))
    files = {each.number: each.beneficiary for each in named.select_related("beneficiary")}
    return {pk: files[number] for pk, number in numbers.items() if number in files}


def _dossier(line: RegisterLine) -> str:
    columns = BY_NAME[line.sheet].columns
    if DOSSIER not in columns or not line.cells:
        return ""
    return cells.dossier(line.cells[columns.index(DOSSIER)])
