"""Servers of the versions that we promise to run on, where their programs are at hand."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

_DEBIAN = Path("/usr/lib/postgresql")
_OPTIONS = "-c listen_addresses= -c fsync=off -c full_page_writes=off -k {folder}"


@contextmanager
def server(version: int, tmp: Path) -> Iterator[str]:
    """A DATABASE_URL, less its database, of a server of that version which runs meanwhile."""
    if version == 18:
        yield _own()
        return
    programs = _DEBIAN / str(version) / "bin"
    if not (programs / "initdb").exists():
        pytest.skip(f"PostgreSQL {version} is not here: apt-get install postgresql-{version}")
    # Of a short path, and open to whom the server runs as: PostgreSQL refuses to be root.
    with tempfile.TemporaryDirectory(prefix=f"pg{version}-", dir="/tmp") as folder:
        as_server = _as_server(Path(folder))
        data = f"{folder}/data"
        run(as_server, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust",
            "-E", "UTF8", "--locale=C.UTF-8", "-N")  # fmt: skip
        options = _OPTIONS.format(folder=folder)
        run(as_server, programs / "pg_ctl", "start", "-w", "-D", data, "-o", options,
            "-l", f"{folder}/log")  # fmt: skip
        try:
            yield f"postgres://postgres@:5432/{folder}"
        finally:
            run(as_server, programs / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", data)


def _own() -> str:
    """The tests' own server, which is the embedded one."""
    given = connection.settings_dict
    return f"postgres://{given['USER']}@:{given['PORT']}/{given['HOST']}"


def _as_server(folder: Path) -> list[str]:
    if os.getuid():
        return []
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    reached = shutil.which("setpriv") or pytest.skip("As root, a server needs setpriv")
    return [reached, f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]


def run(before: list[str], program: Path, *arguments: str) -> None:
    with tempfile.TemporaryFile() as said:  # a pipe would stay open in the server
        done = subprocess.run(
            [*before, program, *arguments], stdin=subprocess.DEVNULL, stdout=said, stderr=said,
            cwd="/",
        )  # fmt: skip
        said.seek(0)
        if done.returncode:
            pytest.fail(f"{program.name} failed: {said.read().decode()}")
