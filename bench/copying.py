"""Rows into tables by COPY, and what the silent triggers would have left behind."""

from collections.abc import Iterable
from contextlib import contextmanager

from django.db import connection, transaction

from recharges.triggers_till import SEAL_ALL

# What differs from the sum of its rows is broken: each foreign key, asked once for all.
_FOREIGN_KEYS = """
SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text, f.attname
FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = c.confkey[1]
WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace ORDER BY 1, 2
"""
_OCCUPATIONS = """
INSERT INTO workshops_occupation (workshop_id, host_id, room_id, slot)
SELECT id, host_id, room_id, tstzrange(
  (held_on + starts_at) AT TIME ZONE 'Europe/Paris',
  (held_on + ends_at) AT TIME ZONE 'Europe/Paris')
FROM workshops_workshop WHERE cancelled_at IS NULL AND host_id IS NOT NULL
"""
_SERIES = """
INSERT INTO kernel_series (name, last) SELECT series, max(number) FROM recharges_sale GROUP BY 1
"""


class Broken(Exception):
    """What was loaded is not what the product could have written."""


@contextmanager
def silent_triggers():
    """One transaction in which no trigger fires; constraints of one row and of many hold."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield


def copy(table: str, columns: str, rows: Iterable[tuple]) -> int:
    """The rows are in the table. Returns how many."""
    count = 0
    statement = f"COPY {table} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as into:
        for row in rows:
            into.write_row(row)
            count += 1
    return count


def settle() -> None:
    """Seals, counters, occupations and sequences are as the triggers would have left them."""
    _run(SEAL_ALL, _SERIES, _OCCUPATIONS)
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            if not connection.introspection.get_sequences(cursor, table):
                continue
            cursor.execute(f"SELECT max(id) FROM {table}")
            if top := cursor.fetchone()[0]:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, top])


def analyse() -> None:
    """The planner knows what there is, and index-only scans may be."""
    _run("VACUUM ANALYZE")


def check_foreign_keys() -> None:
    """Every row that is named is there: nobody looked while the triggers were silent."""
    with connection.cursor() as cursor:
        cursor.execute(_FOREIGN_KEYS)
        for table, column, other, key in cursor.fetchall():
            cursor.execute(
                f'SELECT EXISTS (SELECT FROM {table} t WHERE "{column}" IS NOT NULL AND NOT EXISTS'
                f' (SELECT FROM {other} o WHERE o."{key}" = t."{column}"))'
            )
            if cursor.fetchone()[0]:
                raise Broken(f"{table}.{column} names rows that {other} lacks")


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
