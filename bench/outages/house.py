"""The product as people run it, in a copy with a database of its own, and what in it is killed."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.utils.timezone import localdate

from bench import sizes, world
from pimms import postgres

from .clients import wait_until

_LEAVES_WITHIN = 60  # seconds


def furnish() -> None:
    """A migrated database with a small association in it."""
    call_command("migrate", verbosity=0)
    world.fill(sizes.TINY, today=localdate())


class House:
    """`manage.py serve`, and its processes by the names that they bear."""

    def __init__(self, process: subprocess.Popen, port: int):
        self.process, self.port = process, port
        self.address = f"http://127.0.0.1:{port}"

    def is_well(self) -> bool:
        """Whether the address for whoever watches says so."""
        return self.asked("/sante/") == 200

    def asked(self, path: str) -> int:
        """The status of a page, zero when nobody answers."""
        call = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            call.request("GET", path)
            return call.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            call.close()

    def web(self) -> int:
        return self._child("pimms-web")

    def one_of_the_web(self) -> int:
        return min(_children(self.web()))

    def worker(self) -> int:
        return self._child("pimms-worker")

    def database(self) -> int:
        return int((postgres.DATA / "postmaster.pid").read_text().split()[0])

    def _child(self, name: str) -> int:
        found = [pid for pid in _children(self.process.pid) if _name(pid) == name]
        if not found:
            raise SystemExit(f"{name} does not run.")
        return found[0]


# In the order in which they are killed.
VICTIMS = {
    "web server": House.web,
    "one of its processes": House.one_of_the_web,
    "worker": House.worker,
    "PostgreSQL": House.database,
}


@contextmanager
def served(mail_port: int) -> Iterator[House]:
    """The house answers and is well; it is stopped at the end, as by whoever runs it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    world = os.environ | {"EMAIL_URL": f"smtp://127.0.0.1:{mail_port}"}
    del world["DATABASE_URL"]  # as people run it: its own
    with (postgres.ROOT / "var" / "serve.log").open("w") as log:
        serving = subprocess.Popen(command, cwd=postgres.ROOT, env=world, stdout=log, stderr=log)
    house = House(serving, port)
    try:
        wait_until(house.is_well)
        yield house
    finally:
        serving.terminate()
        serving.wait(_LEAVES_WITHIN)


def kill(pid: int) -> float:
    """Gone, without a word; returns when that was."""
    os.kill(pid, signal.SIGKILL)
    return time.monotonic()


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""
