"""A process that has imported everything and begins workers, as `serve` does.

It is told by lines of JSON: `{"DATABASE": …}` begins a worker and says its number, a number waits
for that worker and says how it ended.
"""

import json
import os
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

import time_machine
from django.conf import settings
from django.db import connection

from pimms import worker
from tests.support import databases


class Nursery:
    """The process, as a test talks to it."""

    def __init__(self, **environment: str):
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            env=os.environ | environment,
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def begin(self, **said: object) -> int:
        """A worker with these settings; returns its process number."""
        return self._ask(said)

    def wait(self, pid: int) -> int:
        """How the worker ended, once it has: zero when all was well."""
        return self._ask(pid)

    def close(self) -> None:
        self._process.communicate(timeout=60)

    def _ask(self, said) -> int:
        self._process.stdin.write(f"{json.dumps(said)}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


def _work(said: dict) -> None:
    log = os.open(said["LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(log, stream)
    settings.MEDIA_ROOT = said["FILES"]
    settings.WITNESS_DIR = Path(said["WITNESS"])
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(said["MAIL"])
    worker.STOPS_WITHIN = said.get("STOPS_WITHIN", worker.STOPS_WITHIN)
    worker.NOTICES_WITHIN = said.get("NOTICES_WITHIN", worker.NOTICES_WITHIN)
    if "HOST" in said:
        settings.DATABASES["default"]["HOST"] = connection.settings_dict["HOST"] = said["HOST"]
    databases.work_on(said["DATABASE"])
    with time_machine.travel(said["NOW"]):
        worker.work()


if __name__ == "__main__":
    begun = {}
    for line in sys.stdin:
        if isinstance(said := json.loads(line), dict):
            process = get_context("fork").Process(target=_work, args=(said,), daemon=True)
            process.start()
            begun[process.pid] = process
            print(process.pid, flush=True)
        else:
            begun[said].join(60)
            print(begun[said].exitcode, flush=True)
