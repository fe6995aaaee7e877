"""A file becomes the house again."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from threading import Thread
from typing import IO
from zipfile import BadZipFile, ZipFile, is_zipfile

from django.conf import settings
from django.core.management import CommandError
from django.db import connection

import demonstration
from pimms import schema

from . import programs
from .impossible import Impossible
from .writing import ASIDE, DUMP, FILES

_FIRST_OBJECT = b"-- Name: "
_SET = re.compile(rb"SET (\w+) = ")


def read(path: Path) -> int:
    """The house is as it was when the file was written; how many files came back with it.

    The database stands where the migrations of that day did. Raises Impossible, and changes
    nothing, when it holds something already or the file is none of ours or of a later version. What
    migrations bring does not count: a database just made is empty.
    """
    if not path.is_file():
        raise Impossible(f"Le fichier {path} n’existe pas.")
    _refuse_what_is_not_empty()
    backup = _Backup(path)
    _refuse_what_we_cannot_take_over(backup)
    try:
        with backup.unpacked() as files:
            _restore(backup)
            return _put_in_place(files)
    except OSError as error:
        raise Impossible(f"Impossible de restaurer {path}\u202f: {error.strerror}.") from error


def _refuse_what_is_not_empty() -> None:
    tables = connection.introspection.table_names()
    if tables and ("accounts_entry" not in tables or not demonstration.is_empty()):
        raise Impossible(
            "La base contient déjà des données\u202f: rien n’est changé. Restaurez dans une base"
            " vide."
        )


class _Backup:
    """The file: a ZIP of ours, or what pg_dump wrote, as backups were before."""

    def __init__(self, path: Path):
        self.path, self.is_zip = path, is_zipfile(path)
        if self.is_zip:
            with ZipFile(path) as file:
                self.names = file.namelist()
            if DUMP not in self.names:
                raise Impossible(f"{path} n’est pas une sauvegarde.")

    @contextmanager
    def dump(self) -> Iterator[IO[bytes]]:
        """What pg_dump wrote, from its beginning."""
        if not self.is_zip:
            with self.path.open("rb") as file:
                yield file
            return
        with ZipFile(self.path) as file, file.open(DUMP) as entry:
            yield entry

    @contextmanager
    def unpacked(self) -> Iterator[Path]:
        """A folder on the disk of the files, with those of the backup."""
        root = Path(settings.MEDIA_ROOT)
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=ASIDE, dir=root) as folder:
            if self.is_zip:
                with ZipFile(self.path) as file:
                    for name in self.names:
                        if name.startswith(FILES):
                            _unpack(file, name, Path(folder))
            yield Path(folder)


def _unpack(file: ZipFile, name: str, folder: Path) -> None:
    inside = PurePosixPath(name.removeprefix(FILES))
    if inside.is_absolute() or ".." in inside.parts:
        raise Impossible(f"La sauvegarde contient un nom de fichier qui en sort\u202f: {inside}.")
    target = folder / inside
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with file.open(name) as entry, target.open("wb") as written:
            shutil.copyfileobj(entry, written)
    except BadZipFile as damage:
        raise Impossible(f"La sauvegarde est abîmée\u202f: {inside} ne se lit plus.") from damage
    target.chmod(0o600)


def _put_in_place(folder: Path) -> int:
    root, count = Path(settings.MEDIA_ROOT), 0
    for path in sorted(folder.rglob("*")):
        target = root / path.relative_to(folder)
        if path.is_dir():
            target.mkdir(mode=0o700, parents=True, exist_ok=True)
        else:
            path.replace(target)
            count += 1
    return count


def _refuse_what_we_cannot_take_over(backup: _Backup) -> None:
    options = "--data-only", "--table=django_migrations", "--file=-"
    with _reading(backup, *options) as told:
        recorded = set(_recorded(told.lines))
        told.end()
    if not recorded:
        raise Impossible(f"{backup.path} n’est pas une sauvegarde de ce logiciel.")
    try:
        schema.refuse_between_old_ones(recorded)
    except CommandError as refusal:
        raise Impossible(str(refusal)) from refusal
    if unknown := schema.of_a_later_version(recorded):
        raise Impossible(
            "Cette sauvegarde est d’une version plus récente du logiciel (elle connaît"
            f" {' '.join(min(unknown))})\u202f: rien n’est changé. Restaurez-la avec cette version."
        )


def _recorded(script: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    """(app, name) of the rows of `django_migrations` in a script."""
    within, columns = False, []
    for line in script:
        if line.startswith(b"COPY "):
            within = True
            columns = line.decode().partition("(")[2].partition(")")[0].split(", ")
        elif line.rstrip() == b"\\.":
            within = False
        elif within:
            row = dict(zip(columns, line.decode().rstrip("\n").split("\t"), strict=True))
            yield row["app"], row["name"]


def _restore(backup: _Backup) -> None:
    known = _settings_of_the_server()
    with TemporaryDirectory() as folder:
        # The schema itself is made by us, so that the whole is one transaction.
        wanted = Path(folder) / "contents"
        with _reading(backup, "--list") as listed:
            wanted.write_bytes(
                b"".join(line for line in listed.lines if b" SCHEMA - public " not in line)
            )
        options = "--no-owner", "--no-acl", f"--use-list={wanted}", "--file=-"
        connection.close()
        with (
            _reading(backup, *options) as script,
            programs.running(
                "psql", "-X", "-q", "-1", "--no-password", "--set=ON_ERROR_STOP=1",
                "--output=/dev/null", "--command=DROP SCHEMA public CASCADE",
                "--command=CREATE SCHEMA public", "--file=-", takes=subprocess.PIPE,
            ) as server,
        ):  # fmt: skip
            try:
                for line in _without(script.lines, known):
                    server.process.stdin.write(line)
                # What is not said to its end is never committed: psql is killed on the way out.
                script.end()
                server.process.stdin.close()
            except BrokenPipeError:
                server.process.wait()
                raise server.failure() from None
            server.end()


@dataclass(frozen=True)
class _Reader:
    """pg_restore at work on the dump, and the one who hands it over."""

    program: programs.Running
    feeder: Thread
    trouble: list[Exception]

    @property
    def lines(self) -> IO[bytes]:
        return self.program.process.stdout

    def end(self) -> None:
        """It has read the dump to its end. Raises Impossible when it or the file failed."""
        self.feeder.join()
        if self.trouble:
            raise Impossible(
                f"La sauvegarde est abîmée\u202f: {DUMP} ne se lit plus."
            ) from self.trouble[0]
        self.program.end()


@contextmanager
def _reading(backup: _Backup, *options: str) -> Iterator[_Reader]:
    """pg_restore, given the dump by somebody who stops when it has read enough."""
    trouble: list[Exception] = []
    with programs.running("pg_restore", *options, database=False, takes=subprocess.PIPE) as program:
        feeder = Thread(target=_feed, args=(backup, program.process.stdin, trouble))
        feeder.start()
        try:
            yield _Reader(program, feeder, trouble)
        finally:
            program.process.kill()
            feeder.join()


def _feed(backup: _Backup, into: IO[bytes], trouble: list[Exception]) -> None:
    try:
        with backup.dump() as dump, into:
            shutil.copyfileobj(dump, into)
    except BrokenPipeError:
        pass  # it knows what it wanted to know
    except (OSError, BadZipFile) as error:
        trouble.append(error)


def _settings_of_the_server() -> set[bytes]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_settings")
        return {name.encode() for (name,) in cursor.fetchall()}


def _without(script: Iterable[bytes], known: set[bytes]) -> Iterator[bytes]:
    """The script without the settings at its head that an older server does not know."""
    at_the_head = True
    for line in script:
        at_the_head = at_the_head and not line.startswith(_FIRST_OBJECT)
        setting = _SET.match(line) if at_the_head else None
        if not setting or setting[1] in known:
            yield line
