"""The house goes into a file."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

import demonstration
from recharges.services import anchors

from . import programs
from .impossible import Impossible

DUMP, FILES, SHEET = "base.dump", "fichiers/", "sauvegarde.json"
ASIDE = ".restauration-"  # where files wait until the database is restored


@dataclass(frozen=True)
class Written:
    """How many bytes, and how many files that were sent in."""

    size: int
    files: int


def write(path: Path, *, at: str) -> Written:
    """The house as it is now is in the file, whole or not at all.

    Raises Impossible when there is nothing to keep: whoever asks stands before another database
    than the one they mean.
    """
    _refuse_what_nobody_means()
    anchors.set_anchor()
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.touch(mode=0o600)  # it names people: nobody else reads it
        with draft.open("r+b") as raw:
            with ZipFile(raw, "w") as into:
                files = _fill(into, at=at)
            raw.flush()
            os.fsync(raw.fileno())
        draft.replace(path)
    except OSError as error:
        raise Impossible(f"Impossible d’écrire {path}\u202f: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
    return Written(path.stat().st_size, files)


def _refuse_what_nobody_means() -> None:
    own = "DATABASE_URL" not in os.environ
    advice = (
        " DATABASE_URL n’est pas donnée\u202f: cron n’a pas l’environnement du service,"
        " donnez-le-lui (docs/deployment.md)."
        if own
        else " Vérifiez DATABASE_URL."
    )
    tables = connection.introspection.table_names()
    if "accounts_entry" not in tables or demonstration.is_empty():
        raise Impossible(f"La base est vide\u202f: rien n’est sauvegardé.{advice}")
    if own and demonstration.is_demonstration() and not settings.DEMONSTRATION:
        raise Impossible(
            "La base de cette copie n’est qu’une démonstration\u202f: rien n’est sauvegardé."
            f"{advice} Pour sauvegarder la démonstration, dites DEMONSTRATION=1."
        )


def _fill(into: ZipFile, *, at: str) -> int:
    """How many files there are."""
    # Before and after the database: what is erased meanwhile is there, and what came in as well.
    there = _add_files(into, besides=set())
    _add_the_database(into)
    there |= _add_files(into, besides=there)
    recorded = MigrationRecorder(connection).applied_migrations()
    sheet = {
        "at": at,
        "house": settings.HOUSE,
        "server": connection.pg_version,
        "files": len(there),
        "migrations": sorted(f"{app}.{name}" for app, name in recorded),
    }
    into.writestr(_info(SHEET), json.dumps(sheet, ensure_ascii=False, indent=1))
    return len(there)


def _add_the_database(into: ZipFile) -> None:
    options = "--format=custom", "--no-owner", "--no-acl", "--no-password"
    with programs.running("pg_dump", *options) as dump:
        with into.open(_info(DUMP), "w", force_zip64=True) as entry:
            shutil.copyfileobj(dump.process.stdout, entry)
        dump.end()


def _add_files(into: ZipFile, *, besides: set[str]) -> set[str]:
    """The names of those that are added: what was sent in, the rejects, the lists to take along."""
    root, added = Path(settings.MEDIA_ROOT), set()
    for path in _files_under(root):
        name = path.relative_to(root).as_posix()
        if name in besides:
            continue
        with suppress(FileNotFoundError), path.open("rb") as file:  # erased just now
            with into.open(_info(FILES + name), "w", force_zip64=True) as entry:
                shutil.copyfileobj(file, entry)
            added.add(name)
    return added


def _files_under(root: Path) -> Iterator[Path]:
    return (
        path
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and not path.relative_to(root).parts[0].startswith(ASIDE)
    )


def _info(name: str) -> ZipInfo:
    """Stored as it is: a dump, scans and workbooks are compressed already."""
    info = ZipInfo(name)
    info.external_attr = 0o600 << 16
    return info
