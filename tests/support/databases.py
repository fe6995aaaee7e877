"""Databases of the tests: copies of one that was migrated once, whichever worker came first."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases

_PREFIX = f"test_{connection.settings_dict['NAME']}"  # before any test has its own


def make_once(folder: Path, name: str, make: Callable[[], str]) -> str:
    """What `make` said to the first process that asked; the others wait, and hear it too."""
    said = folder / name
    with said.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            said.write_text(make())
        return said.read_text()


def migrate() -> str:
    """The name of a database with the tables and the reference data, to copy."""
    setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    return keep("migrated")


def keep(suffix: str) -> str:
    """A copy of the database as it stands, that nobody works on. It stays until the next run
    replaces it: nobody knows which worker takes the last copy of it."""
    kept = f"{_PREFIX}_{suffix}"
    connection.close()
    copy(connection.settings_dict["NAME"], kept)
    return kept


def work_on(name: str) -> None:
    """From here on this process means that database."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


@contextmanager
def another(template: str, suffix: str) -> Iterator[str]:
    """A database like the template, to work on meanwhile."""
    original = connection.settings_dict["NAME"]
    other = f"{original}_{suffix}"
    connection.close()
    copy(template, other)
    work_on(other)
    try:
        yield other
    finally:
        work_on(original)
        drop(other)


def copy(template: str, name: str) -> None:
    drop(name)
    _administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def drop(name: str) -> None:
    """Even of a connection that was just closed and is a moment in going."""
    _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _administer(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
