"""A database in which transactions commit: a worker's own, put back after each test.

To make one takes a second and more on a file system that passes over what was just dropped; to
take away what a test wrote takes a tenth of that. One that cannot be shown to be as it was is
dropped, and the next test has a new one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction

from tests.support import databases

# Where a change of a table, a rule, a function or of what the planner counted leaves a row.
_CATALOGUES = (
    "pg_attrdef", "pg_attribute", "pg_class", "pg_constraint", "pg_extension", "pg_index",
    "pg_namespace", "pg_proc", "pg_rewrite", "pg_statistic", "pg_trigger", "pg_type",
)  # fmt: skip

Rows = tuple[int, int]  # how many, and the number of the last transaction that wrote one


@dataclass(frozen=True)
class Fresh:
    """What a database says of itself before a test worked in it."""

    rows: dict[str, Rows]
    sequences: list[tuple[str, int, bool]]


_fresh: dict[str, Fresh] = {}


@contextmanager
def database(template: str) -> Iterator[str]:
    """A database like the template, to work on meanwhile."""
    name = f"{connection.settings_dict['NAME']}_committed"
    connection.close()
    if name not in _fresh:
        databases.copy(template, name)
    with databases.working_on(name):
        try:
            _fresh.setdefault(name, _look())
            yield name
        finally:
            connection.close()
            if not _is_put_back(_fresh.pop(name)):
                connection.close()
                databases.drop(name)


def forget() -> None:
    """What this worker kept goes away with it."""
    while _fresh:
        databases.drop(_fresh.popitem()[0])


def _is_put_back(fresh: Fresh) -> bool:
    """Whether the database is as it was, all that the test wrote being gone."""
    name = connection.settings_dict["NAME"]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            _send_away_others(cursor)
            _take_back(cursor, fresh)
        is_as_it_was = _look() == fresh
    except DatabaseError:  # it was dropped or renamed, or a server was killed
        return False
    connection.close()
    if is_as_it_was:
        _fresh[name] = fresh
    return is_as_it_was


def _look() -> Fresh:
    with connection.cursor() as cursor:
        tables = _column(
            cursor, "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND oid >= 16384"
        )
        rows = _written(cursor, [*_CATALOGUES, *tables])
        cursor.execute("SELECT oid::regclass::text FROM pg_class WHERE relkind = 'S' ORDER BY 1")
        names = [name for (name,) in cursor.fetchall()]
        asked = (f"SELECT '{name}', last_value, is_called FROM {name}" for name in names)
        cursor.execute(" UNION ALL ".join(asked))
        return Fresh(rows, sorted(cursor.fetchall()))


def _written(cursor, tables: list[str]) -> dict[str, Rows]:
    last = "coalesce(max(xmin::text::bigint), 0)"
    asked = (f"SELECT '{table}', count(*), {last} FROM {table}" for table in tables)
    cursor.execute(" UNION ALL ".join(asked))
    return {table: (count, latest) for table, count, latest in cursor.fetchall()}


def _send_away_others(cursor) -> None:
    """Who is still connected, a worker that was killed perhaps, writes no more."""
    cursor.execute(
        "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


def _take_back(cursor, fresh: Fresh) -> None:
    """Every row that was written since goes; no rule asks why, and no counter remembers it."""
    cursor.execute("SET LOCAL session_replication_role = replica")
    tables = [table for table in fresh.rows if table not in _CATALOGUES]
    for table, written in _written(cursor, tables).items():
        if written != fresh.rows[table]:
            latest = fresh.rows[table][1]
            cursor.execute(f"DELETE FROM {table} WHERE xmin::text::bigint > {latest}")
    counters = (f"setval('{name}', {last}, {called})" for name, last, called in fresh.sequences)
    cursor.execute(f"SELECT {', '.join(counters)}")


def _column(cursor, statement: str) -> list[str]:
    cursor.execute(statement)
    return [value for (value,) in cursor.fetchall()]
