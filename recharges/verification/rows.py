"""How the checks read: as rows come, so that memory does not grow with the ledger."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from django.utils.timezone import localtime

CHUNK = 2000


def rows(statement: str, parameters: list | None = None) -> Iterator[tuple]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, parameters)
        while found := cursor.fetchmany(CHUNK):
            yield from found


def link(previous: str, words: str) -> str:
    """The hash of the words after the hash `previous`: SHA-256 of both, one after the other."""
    return hashlib.sha256((previous + words).encode()).hexdigest()


def instant(at: datetime) -> str:
    """`15/03/2016 à 17:00`."""
    return f"{localtime(at):%d/%m/%Y à %H:%M}"
