"""The register's rows, laid out in temporary tables: known ones set apart, verdicts beside them.

Everything here lives within one transaction and is gone with it; memory does not grow with the
file.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Model
from django.db.models.expressions import DatabaseDefault

from . import cells
from .reading import Register
from .sheets import DOSSIER, SHEETS, Sheet

_CHUNK = 1000
_BETWEEN = chr(31)  # of the cells of a row, none of which holds a control character

# As long as nothing is said of ignored triggers, each firing of pgtrigger's asks in vain and undoes
# a subtransaction: that looks at all the events that wait for the end, and each row has some.
_TABLES = """
SET LOCAL pgtrigger.ignore = '{}';
DROP TABLE IF EXISTS incoming, todo, verdict, accepted_sale, sale_to_judge;
CREATE TEMP TABLE incoming (
    sheet text, line integer, cells text, reason text, day date, dossier text
) ON COMMIT DROP;
CREATE TEMP TABLE todo (
    sheet text, line integer, cells text[], reason text, digest uuid, day date, dossier text,
    known boolean
) ON COMMIT DROP;
CREATE TEMP TABLE verdict (sheet text, line integer, refusal text) ON COMMIT DROP;
"""
# The same row twice in one file is two rows: the first and the second of their kind. A row of a
# rejects file is another row than the one it mends: its reason belongs to its fingerprint.
_FINGERPRINTS = """
INSERT INTO todo
SELECT i.sheet, i.line, string_to_array(i.cells, chr(31)), i.reason, i.digest, i.day, i.dossier,
    r.digest IS NOT NULL
FROM (
    SELECT *, md5(content::text || row_number() OVER (PARTITION BY sheet, content ORDER BY line))
        ::uuid AS digest
    FROM (
        SELECT *, md5(concat_ws(chr(31), sheet, cells, reason))::uuid AS content FROM incoming
    ) written
) i LEFT JOIN pimms_registerrow r USING (digest);
CREATE INDEX ON todo (sheet, line);
ANALYZE todo;
"""


# A spreadsheet takes 0042 for the number 42: it means the only dossier that differs by noughts.
_WITHOUT_NOUGHTS = """
UPDATE todo SET dossier = meant.number FROM (
    SELECT said.dossier, min(d.number) AS number
    FROM (SELECT DISTINCT dossier FROM todo WHERE dossier ~ '^[0-9]+$' AND NOT known) said
    JOIN beneficiaries_dossiernumber d
      ON d.number ~ '^[0-9]+$' AND ltrim(d.number, '0') = ltrim(said.dossier, '0')
    GROUP BY said.dossier HAVING count(*) = 1
) meant WHERE todo.dossier = meant.dossier AND todo.dossier <> meant.number
"""


@dataclass(frozen=True)
class Row:
    """A row to be judged: its line in the file, its cells by column, its fingerprint, the dossier
    that it names."""

    sheet: Sheet
    line: int
    cells: list[str]
    reason: str
    digest: str
    dossier: str

    def __getitem__(self, column: str) -> str:
        return self.cells[self.sheet.places[column]]

    @property
    def was_rejected(self) -> bool:
        """Whether the row comes from a rejects file."""
        return bool(self.reason)


class Refused(Exception):
    """The row does not come in; the message says why, in French, and how to mend it."""


def lay_out(register: Register, *, progress: Callable[[int], None]) -> int:
    """Copy every row of the register into the database; returns how many there are."""
    total = 0
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        with cursor.copy("COPY incoming FROM STDIN") as copy:
            for sheet in SHEETS:
                numbered = sheet.index(DOSSIER) if DOSSIER in sheet.columns else None
                for line, values, reason in register.rows(sheet):
                    written = _BETWEEN.join(values)
                    dossier = cells.dossier(values[numbered]) if numbered is not None else ""
                    copy.write_row(
                        (sheet.name, line, written, reason, _day(sheet, values), dossier)
                    )
                    total += 1
                    if total % _CHUNK == 0:
                        progress(total)
        cursor.execute(_FINGERPRINTS)
    return total


def _day(sheet: Sheet, values: list[str]):
    if sheet.day is None:
        return None
    try:
        return cells.day(values[sheet.index(sheet.day)])
    except ValueError:
        return None


def write(things: Sequence[Model]) -> None:
    """The things are in their table, by COPY: a thousand of them take a third of the time that
    their INSERT takes to be read. Their keys are not told."""
    if not things:
        return
    model = things[0]._meta
    fields = [
        field
        for field in model.concrete_fields
        if not field.primary_key
        and not field.generated
        and not isinstance(getattr(things[0], field.attname), DatabaseDefault)
    ]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model.db_table} ({columns}) FROM STDIN") as copy,
    ):
        for thing in things:
            copy.write_row(
                [
                    field.get_db_prep_save(field.pre_save(thing, True), connection)
                    for field in fields
                ]
            )


def to_judge(sheet: Sheet) -> Iterator[list[Row]]:
    """The rows of the sheet that are not in yet, in the file's order, a thousand at a time."""
    last = -1
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT line, cells, reason, digest, dossier FROM todo"
                " WHERE sheet = %s AND NOT known AND line > %s ORDER BY line LIMIT %s",
                [sheet.name, last, _CHUNK],
            )
            rows = [Row(sheet, *values) for values in cursor.fetchall()]
        if not rows:
            return
        yield rows
        last = rows[-1].line


def find_dossiers() -> None:
    """Every row names its dossier as the house does, now that all of them are known."""
    with connection.cursor() as cursor:
        cursor.execute(_WITHOUT_NOUGHTS)


def refuse(sheet: Sheet, refusals: Iterable[tuple[int, str]]) -> None:
    """Write down the lines that do not come in, and why."""
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY verdict (sheet, line, refusal) FROM STDIN") as copy,
    ):
        for line, refusal in refusals:
            copy.write_row((sheet.name, line, refusal))


def remember() -> None:
    """The rows that came in leave their fingerprint, so that they never come in again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pimms_registerrow (digest, sheet)"
            " SELECT t.digest, t.sheet FROM todo t LEFT JOIN verdict v USING (sheet, line)"
            " WHERE NOT t.known AND v.line IS NULL"
        )


def counts() -> dict[str, dict[str, int]]:
    """{sheet: {rows, imported, rejected}} for every sheet, in the file's order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.sheet, count(*), count(v.line), count(*) FILTER (WHERE t.known)"
            " FROM todo t LEFT JOIN verdict v USING (sheet, line) GROUP BY t.sheet"
        )
        found = {name: (rows, rejected, known) for name, rows, rejected, known in cursor}
    summary = {}
    for sheet in SHEETS:
        rows, rejected, known = found.get(sheet.name, (0, 0, 0))
        summary[sheet.name] = {
            "rows": rows,
            "imported": rows - rejected,
            "rejected": rejected,
            "known": known,
        }
    return summary


def rejected(sheet: Sheet) -> Iterator[tuple[list[str], str]]:
    """(cells, refusal) of the rows of the sheet that did not come in, in the file's order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.cells, v.refusal FROM todo t JOIN verdict v USING (sheet, line)"
            " WHERE t.sheet = %s ORDER BY line",
            [sheet.name],
        )
        while rows := cursor.fetchmany(_CHUNK):
            yield from rows
