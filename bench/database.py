"""The databases of the bench: made, filled, looked at and dropped."""

from django.core.management import call_command
from django.db import connection

from . import TEMPLATE

_PUT_AWAY = """
SELECT gin_clean_pending_list(i.oid) FROM pg_class i JOIN pg_am a ON a.oid = i.relam
JOIN pg_namespace n ON n.oid = i.relnamespace
WHERE a.amname = 'gin' AND i.relkind = 'i' AND n.nspname = 'public'
"""


def work_on(name: str) -> None:
    """From now on every query of this process goes to this database."""
    connection.close()
    connection.settings_dict["NAME"] = name


def migrate_the_template() -> None:
    work_on(TEMPLATE)
    call_command("migrate", verbosity=0)


def make(name: str) -> None:
    """A migrated database of that name, with nothing in it: a copy of the one kept for that."""
    drop(name)
    _administer(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")


def drop(name: str) -> None:
    connection.close()
    _administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def exists(name: str) -> bool:
    return bool(_administer(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))


def analyse() -> None:
    """The planner knows what was written, and the indexes of trigrams hold it, as after a night."""
    with connection.cursor() as cursor:
        cursor.execute(_PUT_AWAY)
        cursor.execute("ANALYZE")


def version() -> str:
    return _administer("SHOW server_version")[0]


def megabytes(name: str) -> int:
    return _administer(f"SELECT pg_database_size('{name}') / 1024 / 1024")[0]


def _administer(statement: str) -> tuple | None:
    """Said on the server's own database, outside any transaction."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone() if cursor.description else None
