"""PostgreSQL's own programs, led to the database that Django is connected to."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO

from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from pimms import postgres

from .impossible import Impossible


@dataclass(frozen=True)
class Running:
    """A program that reads and writes pipes, and what it complains of."""

    name: str
    process: subprocess.Popen
    said: IO[bytes]

    def end(self) -> None:
        """It has come to its end. Raises Impossible with its last words when it failed."""
        if self.process.wait():
            raise self.failure()

    def failure(self) -> Impossible:
        self.said.seek(0)
        words = self.said.read().decode(errors="replace").strip().splitlines()
        return Impossible(f"{self.name} a échoué\u202f: {words[-1] if words else 'sans un mot'}")


@contextmanager
def running(
    name: str, *arguments: str, database: bool = True, takes: int = subprocess.DEVNULL
) -> Iterator[Running]:
    """The program runs within, and no longer; what it writes is read from its `stdout`."""
    environment, options = whereabouts() if database else ({}, [])
    with TemporaryFile() as said:
        process = subprocess.Popen(
            [_found(name), *options, *arguments],
            env=os.environ | environment,
            stdin=takes,
            stdout=subprocess.PIPE,
            stderr=said,
        )
        try:
            yield Running(name, process, said)
        finally:
            process.kill()
            for pipe in filter(None, (process.stdin, process.stdout)):
                with suppress(BrokenPipeError):  # nobody reads what was still to be said
                    pipe.close()
            process.wait()


def _found(program: str) -> str:
    """The server's own programs, which know every version that we run on, or the machine's."""
    ours = postgres.BIN / program
    if found := str(ours) if ours.exists() else shutil.which(program):
        return found
    raise Impossible(f"{program} manque\u202f: installez les programmes clients de PostgreSQL.")


def whereabouts() -> tuple[dict[str, str], list[str]]:
    """The connection of Django as these programs take it, whatever DATABASE_URL says: a socket, a
    service, certificates. Variables, so that no password stands in a command, and an option for
    what has none."""
    known = {option.keyword.decode(): option for option in Conninfo.get_defaults()}
    given = {
        name: str(value)
        for name, value in connection.get_connection_params().items()
        if name in known and value is not None
    }
    if role := connection.settings_dict["OPTIONS"].get("assume_role"):
        given["options"] = f"{given.get('options', '')} -c role={role}".strip()
    variables, rest = {}, {}
    for name, value in given.items():
        if variable := known[name].envvar:
            variables[variable.decode()] = value
        elif known[name].dispchar == b"*":
            raise Impossible(
                f"L’option «\u202f{name}\u202f» de DATABASE_URL ne peut être dite qu’à voix haute"
                " à pg_dump\u202f: utilisez une clé sans mot de passe."
            )
        else:
            rest[name] = value
    return variables, [f"--dbname={make_conninfo(**rest)}"] if rest else []
