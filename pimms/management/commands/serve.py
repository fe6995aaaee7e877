"""Start the web server and the worker together, and stop them together."""

import http.client
import os
import signal
import socket
import sys
import time

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

import demonstration
from accounts.models import User
from pimms import postgres, preparation, processes
from pimms.kernel import outages
from pimms.processes import Watched

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
        watched = []
        try:
            port = self._port(port)
            if not outages.wait(meanwhile=postgres.revive, patience=_PATIENCE):
                raise CommandError("La base de données ne répond pas.")
            preparation.prepare(self.stdout, today=localdate())
            _say_address(port)
            watched.append(Watched("Le serveur web", lambda: processes.web(port)))
            self._wait_for_the_web(port, watched[0])
            if worker:
                watched.append(Watched("Le travail de fond", processes.worker))
            self._welcome(port)
            while True:
                self._look_after(watched)
                time.sleep(1)
        except KeyboardInterrupt:
            self.stdout.write("\nArrêt.")
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            processes.stop(watched)

    def _look_after(self, watched):
        """Whatever died begins again, and the others go on."""
        try:
            if postgres.revive():
                self.stderr.write(
                    "La base de données s’était arrêtée\u202f: elle répond à nouveau."
                )
        except postgres.Unavailable as failure:
            self.stderr.write(str(failure))
        for each in watched:
            if said := each.look_after(time.monotonic()):
                self.stderr.write(said)

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

    def _wait_for_the_web(self, port, web):
        web.look_after(time.monotonic())
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline and web.is_alive:
            try:
                asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                asked.request("GET", "/sante/")
                asked.getresponse()
            except (OSError, http.client.HTTPException):
                time.sleep(0.02)
            else:
                return
            finally:
                asked.close()
        raise CommandError("Le serveur web ne répond pas.")

    def _welcome(self, port):
        self.stdout.write(f"\n  {settings.HOUSE} : http://localhost:{port}/\n")
        there = set(User.objects.values_list("email", flat=True))
        for role, email, password in demonstration.SIGN_INS:
            if email in there:
                self.stdout.write(f"  {role:<20} {email:<26} {password}")
        self.stdout.write("\n  Ctrl-C pour arrêter.\n")
        self.stdout.flush()


def _say_address(port: int) -> None:
    """The links in messages lead here, unless the environment says otherwise."""
    address = os.environ.setdefault("ADDRESS", f"http://localhost:{port}")
    settings.ADDRESS = address.rstrip("/")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
