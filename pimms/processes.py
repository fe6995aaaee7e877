"""The processes of `serve`: the web server and the worker, begun with what is imported already."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Process, get_context
from pathlib import Path

from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

WORKER = ("manage.py", "work")
_PDEATHSIG, _NAME = 1, 15
_LEAVES_WITHIN = 20  # seconds, longer than either gives what it is doing
_GROWN_UP = 60  # seconds: what lived that long did not die of how it began
_LONGEST_PAUSE = 30  # seconds


class Watched:
    """A process that begins again when it has died: at once, and later each time it dies young."""

    def __init__(self, name: str, begin: Callable[[], Process]):
        self.name, self._begin = name, begin
        self.process: Process | None = None
        self._began = self._again_at = self._pause = 0.0

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.is_alive()

    def look_after(self, at: float) -> str:
        """It runs, or is begun when its time has come; returns what is to be said of that."""
        if self.is_alive:
            return ""
        if self.process is not None:
            self._end_what_it_had_begun()
            self.process = None
            young = at - self._began < _GROWN_UP
            self._pause = min(max(2 * self._pause, 1), _LONGEST_PAUSE) if young else 0
            self._again_at = at + self._pause
            return f"{self.name} s’est arrêté\u202f: il redémarre."
        if at >= self._again_at:
            self.process, self._began = self._begin(), at
        return ""

    def _end_what_it_had_begun(self) -> None:
        """The door that its children keep open is free once they have answered whom they serve."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)


def web(port: int) -> Process:
    """The web server; while the program is written, Django's own, which reloads what changes."""
    if settings.DEBUG:
        server = ("manage.py", "runserver", "--skip-checks", f"127.0.0.1:{port}")
        return _begin("pimms-web", _execute, *server)
    return _begin("pimms-web", _serve, port)


def worker() -> Process:
    return _begin("pimms-worker", _work)


def stop(watched: list[Watched]) -> None:
    children = [each.process for each in watched if each.process]
    for child in children:
        child.terminate()
    for child in children:
        child.join(_LEAVES_WITHIN)
        if child.is_alive():
            child.kill()


def _begin(name: str, work: Callable[..., None], *arguments) -> Process:
    """A process of its own session (Ctrl-C reaches us only), which ends when we do, however."""
    connections.close_all()
    child = get_context("fork").Process(target=_apart, args=(name, os.getpid(), work, *arguments))
    child.start()
    return child


def _apart(name: str, parent: int, work: Callable[..., None], *arguments) -> None:
    os.setsid()
    os.chdir(settings.BASE_DIR)
    system = ctypes.CDLL(None)
    system.prctl(_NAME, name.encode())  # what `ps` and `top` show
    system.prctl(_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        return
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_DFL)
    work(*arguments)


class _Web(BaseApplication):
    def __init__(self, port: int):
        self._bound_to = f"127.0.0.1:{port}"
        super().__init__()

    def load_config(self):
        for name, value in {
            "bind": self._bound_to,
            "workers": 2,
            "worker_class": "gthread",
            "threads": 4,
            "graceful_timeout": 10,
            "loglevel": "warning",
            "preload_app": True,
        }.items():
            self.cfg.set(name, value)

    def load(self):
        return import_app("pimms.wsgi")


def _serve(port: int) -> None:
    _Web(port).run()


def _work() -> None:
    speak_into(settings.VAR_DIR / "worker.log")
    if settings.DEBUG:
        _execute("-m", "pimms.reloaded", *WORKER[1:])
    execute_from_command_line(list(WORKER))


def speak_into(path: Path) -> None:
    """What this process says is added to the file, which is for its owner alone."""
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.fchmod(log, 0o600)  # one of an earlier version was open to all
    for said in (sys.stdout, sys.stderr):
        os.dup2(log, said.fileno())
    os.close(log)


def _execute(*arguments: str) -> None:
    os.execv(sys.executable, [sys.executable, *arguments])
