"""A real server over the demonstration year, and a real Chromium signed in as each role."""

import json
import os
import shutil
import socket
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import sync_playwright

import demonstration
from tests.browser.visitor import PATIENCE, BrowserVisitor
from tests.support import databases

HERE = Path(__file__).parent
ROLES = dict(zip(("counsellor", "director", "social_worker"), demonstration.SIGN_INS, strict=True))


@dataclass
class House:
    """The server as a visitor knows it: where it stands and the addresses of each role."""

    origin: str
    addresses: dict
    environment: dict  # of the programs that run beside the server


@pytest.fixture(scope="session")
def house(demonstration, django_db_blocker, tmp_path_factory):
    """The server, stopped at the end; its database is a clone, dropped at the end."""
    with django_db_blocker.unblock(), ExitStack() as afterwards:
        served = f"{connection.settings_dict['NAME']}_served"
        databases.copy(demonstration, served)
        afterwards.callback(databases.drop, served)
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "served",
            "PYTHONPATH": f"{settings.BASE_DIR}{os.pathsep}{HERE}",
            "SERVED_DATABASE": served,
            "SERVED_FILES": str(tmp_path_factory.mktemp("served")),
            "LOCK_MINUTES": "120",  # of a desk that stands idle while other tests run
        }
        addresses = _run(environment, "tests.browser.prepare")
        server, origin = _serve(environment)
        afterwards.callback(server.wait, timeout=PATIENCE)
        afterwards.callback(server.terminate)
        # Who calls while it starts waits at its door; once it has given up, nobody is there.
        urlopen(f"{origin}/accessibilite/", timeout=PATIENCE).close()
        yield House(origin, json.loads(addresses.splitlines()[-1]), environment)


def _run(environment, module):
    done = subprocess.run(
        [sys.executable, "-m", module], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _serve(environment):
    """The server, and its address: it is given its door, which no other program can take."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "pimms.wsgi", "--bind", f"fd://{door.fileno()}"]
            + ["--threads", "8", "--timeout", str(PATIENCE)]
            + ["--log-level", "warning", "--graceful-timeout", "1"],
            env=environment,
            pass_fds=[door.fileno()],
        )
        return server, f"http://127.0.0.1:{door.getsockname()[1]}"


@pytest.fixture(scope="package")
def chromium(house):
    """Playwright keeps an event loop in this thread, in which Django refuses its database: it is
    there for the tests of this folder alone, and ends before those of another begin."""
    # Without a window to draw, where there is such a one, half the work of a page.
    found = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", found), args=["--no-sandbox", "--lang=fr"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def walk_in(house, chromium, pytestconfig):
    """`walk_in("director")`: a visitor of that role, signed in by the form, with cookies apart."""

    def enter(role="nobody") -> BrowserVisitor:
        context = chromium.new_context(locale="fr-FR", reduced_motion="reduce")
        context.set_default_timeout(PATIENCE * 1000)
        visitor = BrowserVisitor(
            context.new_page(),
            house.origin,
            addresses=house.addresses.get(role, {}),
            takes_pictures=pytestconfig.getoption("--screens"),
        )
        if role in ROLES:
            visitor.sign_in(*ROLES[role][1:])
        return visitor

    return enter


@pytest.fixture(scope="package")
def visitors(walk_in):
    """A visitor of each role, and `nobody`."""
    return {role: walk_in(role) for role in ("nobody", *ROLES)}
