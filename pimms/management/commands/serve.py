"""Start the web server and the worker together, and stop them together."""

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from accounts.models import User
from pimms import demo, schema

# A job that went well is not kept: it may bear the words of a message.
WORKER = ("manage.py", "procrastinate", "--skip-checks", "worker", "--delete-jobs=successful")
_PDEATHSIG = 1
_PATIENCE = 60
_FIRST_PORT = 8000


class Command(BaseCommand):
    help = "Démarre le serveur web et le travail de fond ; Ctrl-C arrête tout."
    requires_system_checks = []  # `make check` has them; here they would be waited for each time

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, help="8000, ou le premier port libre au-dessus")
        parser.add_argument(
            "--no-worker", action="store_false", dest="worker", help="sans le travail de fond"
        )

    def handle(self, *, port, worker, **options):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        signal.signal(signal.SIGINT, signal.default_int_handler)  # also when a shell ignored it
        children = {}
        try:
            port = self._port(port)
            self._prepare()
            os.environ.setdefault("ADDRESS", f"http://localhost:{port}")  # the links in messages
            children["le serveur web"] = _child(*_web(port))
            self._wait_for_the_web(port, children)
            if worker:
                children["le travail de fond"] = _worker()
            self._welcome(port)
            while True:
                _check(children)
                time.sleep(1)
        except KeyboardInterrupt:
            self.stdout.write("\nArrêt.")
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            _stop(children.values())

    def _port(self, wanted):
        """The port to listen on: the one asked for, or else the first that is free."""
        if wanted:
            if not _is_free(wanted):
                raise CommandError(f"Le port {wanted} est déjà pris.")
            return wanted
        for port in range(_FIRST_PORT, _FIRST_PORT + 100):
            if _is_free(port):
                if port != _FIRST_PORT:
                    self.stdout.write(f"Le port {_FIRST_PORT} est pris : ce sera le {port}.")
                return port
        raise CommandError(f"Aucun port libre à partir de {_FIRST_PORT}.")

    def _prepare(self):
        if not schema.is_up_to_date():
            call_command("migrate", verbosity=0, stdout=self.stdout)
        if not _static_files_are_collected():
            call_command("collectstatic", interactive=False, verbosity=0)
        if settings.DEMONSTRATION and not User.objects.exists():
            self._make_a_demonstration()

    def _make_a_demonstration(self):
        if not demo.is_empty():  # a register was brought in first: its data stay alone
            demo.open_door(on=localdate())
            return
        self.stdout.write("Premier démarrage : l’année de démonstration se prépare…")
        call_command("seed", verbosity=0)

    def _wait_for_the_web(self, port, children):
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            _check(children)
            try:
                asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                asked.request("GET", "/sante/")
                asked.getresponse()
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
            else:
                return
            finally:
                asked.close()
        raise CommandError("Le serveur web ne répond pas.")

    def _welcome(self, port):
        self.stdout.write(f"\n  {settings.HOUSE} : http://localhost:{port}/\n")
        there = set(User.objects.values_list("email", flat=True))
        for role, email, password in demo.SIGN_INS:
            if email in there:
                self.stdout.write(f"  {role:<20} {email:<26} {password}")
        self.stdout.write("\n  Ctrl-C pour arrêter.\n")
        self.stdout.flush()


def _static_files_are_collected() -> bool:
    """Whether nothing of ours and no package has changed since they were."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    sources = [
        *(settings.BASE_DIR / "static").rglob("*"),
        *settings.BASE_DIR.glob("requirements*.txt"),
        settings.BASE_DIR / "pimms" / "apps.py",
    ]
    return manifest.exists() and all(
        source.stat().st_mtime < manifest.stat().st_mtime for source in sources
    )


def _web(port: int) -> list[str]:
    """The web server; while the program is written, Django's own, which reloads what changes."""
    if settings.DEBUG:
        return ["manage.py", "runserver", "--skip-checks", f"127.0.0.1:{port}"]
    return [
        "-m",
        "gunicorn",
        "pimms.wsgi",
        f"--bind=127.0.0.1:{port}",
        "--workers=2",
        "--worker-class=gthread",
        "--threads=4",
        "--log-level=warning",
    ]


def _worker() -> subprocess.Popen:
    with (settings.VAR_DIR / "worker.log").open("ab") as log:
        command = ("-m", "pimms.reloaded", *WORKER[1:]) if settings.DEBUG else WORKER
        return _child(*command, stdout=log, stderr=log)


def _child(*arguments: str, **streams) -> subprocess.Popen:
    """A process of its own session (Ctrl-C reaches us only), which ends when we do, however."""
    libc = ctypes.CDLL(None)

    def end_with_parent():
        libc.prctl(_PDEATHSIG, signal.SIGTERM)

    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        start_new_session=True,
        preexec_fn=end_with_parent,
        **streams,
    )


def _check(children) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise CommandError(f"{name.capitalize()} s’est arrêté.")


def _stop(children) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
