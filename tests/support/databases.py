"""Databases of the tests: copies of kept ones, each named after what it was made of.

A kept one stays in the server from run to run, until what it was made of changes; nobody works on
it. With several workers a process of its own makes them while the workers begin.
"""

import hashlib
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils.timezone import localdate

_PREFIX = f"test_{connection.settings_dict['NAME']}"  # before any test has its own
_LOCK = "hashtext('databases of the tests')"
ROOMS = (
    "accounts", "beneficiaries", "funding", "partners", "pimms", "recharges", "reports", "surveys",
    "workshops",
)  # fmt: skip


def migrated() -> str:
    """The name of a database with the tables and the reference data, to copy."""
    return _kept("migrated", _sources("migrations/*.py", "sql/*.sql", "data/*"), _migrate)


def demonstration() -> str:
    """The name of a database with the demonstration year that ends today, to copy."""
    rooms = (*ROOMS, "demonstration")
    everything = _sources("*.py", "sql/*.sql", "data/*", "*.html", rooms=rooms)
    return _kept("demonstration", [*everything, str(localdate())], _seed)


def files_of(name: str) -> Path:
    """The folder of the files that the rows of a kept database name."""
    return settings.VAR_DIR / "tests" / name


def forget() -> None:
    """The kept databases are made anew when somebody asks for them."""
    for name in _those_like(f"{_PREFIX}_migrated_%", f"{_PREFIX}_demonstration_%"):
        drop(name)


def work_on(name: str) -> None:
    """From here on this process means that database."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


@contextmanager
def working_on(name: str) -> Iterator[None]:
    """This process means that database meanwhile."""
    original = connection.settings_dict["NAME"]
    work_on(name)
    try:
        yield
    finally:
        work_on(original)


@contextmanager
def another(template: str, suffix: str) -> Iterator[str]:
    """A database like the template, to work on meanwhile."""
    other = f"{connection.settings_dict['NAME']}_{suffix}"
    connection.close()
    copy(template, other)
    try:
        with working_on(other):
            yield other
    finally:
        drop(other)


def copy(template: str, name: str) -> None:
    drop(name)
    _administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def drop(name: str) -> None:
    """Even of a connection that was just closed and is a moment in going."""
    _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _kept(kind: str, made_of: Iterable[str], make: Callable[[str], None]) -> str:
    """The name of the kept database of the kind; whoever asks first makes it, others wait for it.

    It has its name once it is complete: one that was cut short is dropped and made again.
    """
    name = f"{_PREFIX}_{kind}_{_digest(made_of)}"
    if _those_like(name):
        return name
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_lock({_LOCK}, hashtext(%s))", [kind])
        if not _those_like(name):
            for earlier in _those_like(f"{_PREFIX}_{kind}_%"):
                drop(earlier)
                shutil.rmtree(files_of(earlier), ignore_errors=True)
            make(name)
    return name


def _migrate(name: str) -> None:
    _make(name, "template0", lambda: call_command("migrate", verbosity=0))


def _seed(name: str) -> None:
    with override_settings(MEDIA_ROOT=files_of(name)):
        _make(name, migrated(), lambda: call_command("seed", yes=True, verbosity=0))


def _make(name: str, template: str, fill: Callable[[], object]) -> None:
    original, draft = connection.settings_dict["NAME"], f"{name}_draft"
    copy(template, draft)
    work_on(draft)
    try:
        fill()
    finally:
        work_on(original)
    _administer(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')


def _sources(*patterns: str, rooms: Iterable[str] = ROOMS) -> list[str]:
    """The files of the product that match, and the pins of its packages."""
    folders = (settings.BASE_DIR / folder for folder in (*rooms, "templates"))
    found = {path for folder in folders for pattern in patterns for path in folder.rglob(pattern)}
    pins = settings.BASE_DIR / "requirements.txt"
    return [f"{path} {_digest_of(path)}" for path in sorted(found | {pins}) if path.is_file()]


def _digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


def _those_like(*patterns: str) -> list[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE ANY (%s) ORDER BY 1",
            [[pattern.replace("_", r"\_") for pattern in patterns]],
        )
        return [name for (name,) in cursor.fetchall()]


def _administer(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


if __name__ == "__main__":
    for kind in sys.argv[1:]:
        {"migrated": migrated, "demonstration": demonstration}[kind]()
