"""Databases of the bench's own on the server of this checkout, and Django on one of them."""

import os

import django
from django.core.management import call_command
from django.db import connection

from pimms import postgres

TEMPLATE = "pimms_bench"


def open_django(database: str) -> None:
    """Django loads on this database; before any model is imported, once a process."""
    postgres.hold(TEMPLATE)
    os.environ |= {"DATABASE_URL": postgres.url(database), "LOCAL": "1"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "pimms.settings"
    os.environ.setdefault("EMAIL_URL", "memorymail://")
    django.setup()


def work_on(name: str) -> None:
    """From now on every query of this process goes to this database."""
    connection.close()
    connection.settings_dict["NAME"] = name


def make(name: str) -> None:
    """A migrated database of that name, with nothing in it: a copy of the one kept for that."""
    work_on(TEMPLATE)
    call_command("migrate", verbosity=0)
    connection.close()
    drop(name)
    _administer(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")


def drop(name: str) -> None:
    _administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def size_of(name: str) -> int:
    """In bytes."""
    return _administer(f"SELECT pg_database_size('{name}')")[0]


def _administer(statement: str) -> tuple | None:
    """Said on the server's own database, outside any transaction."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone() if cursor.description else None
