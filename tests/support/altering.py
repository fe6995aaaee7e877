"""The ledger altered as whoever owns the server may do it, and what is then said of it."""

from contextlib import contextmanager

import pytest
from django.db import connection

from recharges.verification import Altered, verify


@contextmanager
def triggers_off():
    """A cursor whose statements no rule looks at."""
    if connection.in_atomic_block:
        connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            yield cursor
        finally:
            cursor.execute("SET session_replication_role = origin")


def altered(*statements: str) -> list[str]:
    """All that the verification says after these statements."""
    with triggers_off() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return faults()


def faults() -> list[str]:
    """All that the verification says now; nothing when the ledger is whole."""
    try:
        verify()
    except Altered as found:
        return found.faults
    return []


def column(statement: str) -> list:
    """The first column of what is asked."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()]


def starting(said: list[str], words: str) -> list[str]:
    """Those of the sentences that begin with the words; there are some."""
    found = [each for each in said if each.startswith(words)]
    if not found:
        pytest.fail(f"Nothing begins with {words!r}: {said}")
    return found
