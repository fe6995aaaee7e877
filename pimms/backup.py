"""The whole database in one file, and back: by PostgreSQL's own pg_dump and pg_restore."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection

from pimms import demo, postgres


class Impossible(Exception):
    """It cannot be done; the French sentence says why. Nothing has changed."""


def write(path: Path) -> int:
    """The database as it is now is in the file, whole or not at all. Returns its size."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.touch(mode=0o600)  # it names people: nobody else reads it
        _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={draft}")
        draft.replace(path)
    except OSError as error:
        raise Impossible(f"Impossible d’écrire {path}\u202f: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
    return path.stat().st_size


def read(path: Path) -> None:
    """The database is as it was when the file was written.

    Raises Impossible, and changes nothing, when it holds something already or the file is none
    of ours. What migrations bring does not count: a database just made is empty.
    """
    if not path.is_file():
        raise Impossible(f"Le fichier {path} n’existe pas.")
    if not _is_empty():
        raise Impossible(
            "La base contient déjà des données\u202f: rien n’est changé. Restaurez dans une base"
            " vide."
        )
    contents = _run("pg_restore", "--list", str(path), database=False).splitlines()
    with TemporaryDirectory() as folder:
        wanted, script = Path(folder) / "contents", Path(folder) / "restore.sql"
        # The schema itself is made by us, so that the whole is one transaction.
        wanted.write_text("\n".join(line for line in contents if " SCHEMA - public " not in line))
        _run(
            "pg_restore", "--no-owner", "--no-acl", f"--use-list={wanted}", f"--file={script}",
            str(path), database=False,
        )  # fmt: skip
        connection.close()
        _run(
            "psql", "-X", "-q", "-1", "--set=ON_ERROR_STOP=1", "--output=/dev/null",
            "--command=DROP SCHEMA public CASCADE", "--command=CREATE SCHEMA public",
            f"--file={script}",
        )  # fmt: skip


def _is_empty() -> bool:
    if "accounts_entry" not in connection.introspection.table_names():
        return True
    return demo.is_empty()


def _run(program: str, *arguments: str, database: bool = True) -> str:
    command = [_found(program), *arguments]
    environment = os.environ | (_whereabouts() if database else {})
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8"
    )
    if done.returncode:
        words = (done.stderr.strip().splitlines() or ["sans un mot"])[-1]
        raise Impossible(f"{program} a échoué\u202f: {words}")
    return done.stdout


def _found(program: str) -> str:
    """The server's own programs, which are of its version, or those of the machine."""
    ours = postgres.BIN / program
    if found := str(ours) if ours.exists() else shutil.which(program):
        return found
    raise Impossible(f"{program} manque\u202f: installez les programmes clients de PostgreSQL.")


def _whereabouts() -> dict[str, str]:
    """The connection of Django, as PostgreSQL's programs take it: no password in a command."""
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD",
             "NAME": "PGDATABASE"}  # fmt: skip
    given = connection.settings_dict
    return {name: str(given[key]) for key, name in names.items() if given.get(key)}
