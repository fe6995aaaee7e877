"""The processes of `serve`: the web server and the worker, begun with what is imported already."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing import Process, get_context

from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

# A job that went well is not kept: it may bear the words of a message.
WORKER = ("manage.py", "work")
_PDEATHSIG = 1


def web(port: int) -> Process:
    """The web server; while the program is written, Django's own, which reloads what changes."""
    if settings.DEBUG:
        return _begin(_execute, "manage.py", "runserver", "--skip-checks", f"127.0.0.1:{port}")
    return _begin(_serve, port)


def worker() -> Process:
    return _begin(_work)


def stop(children: list[Process]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        child.join(10)
        if child.is_alive():
            child.kill()


def _begin(work: Callable[..., None], *arguments) -> Process:
    """A process of its own session (Ctrl-C reaches us only), which ends when we do, however."""
    connections.close_all()
    child = get_context("fork").Process(target=_apart, args=(os.getpid(), work, *arguments))
    child.start()
    return child


def _apart(parent: int, work: Callable[..., None], *arguments) -> None:
    os.setsid()
    os.chdir(settings.BASE_DIR)
    ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGTERM)
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
            "loglevel": "warning",
            "preload_app": True,
        }.items():
            self.cfg.set(name, value)

    def load(self):
        return import_app("pimms.wsgi")


def _serve(port: int) -> None:
    _Web(port).run()


def _work() -> None:
    with (settings.VAR_DIR / "worker.log").open("ab") as log:
        os.dup2(log.fileno(), sys.stdout.fileno())
        os.dup2(log.fileno(), sys.stderr.fileno())
    if settings.DEBUG:
        _execute("-m", "pimms.reloaded", *WORKER[1:])
    execute_from_command_line(list(WORKER))


def _execute(*arguments: str) -> None:
    os.execv(sys.executable, [sys.executable, *arguments])
