"""A real server over the demonstration year, and a real Chromium signed in as each role."""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from playwright.sync_api import Page, sync_playwright

from pimms import demo
from tests.support import databases

HERE = Path(__file__).parent
SCREENS = settings.VAR_DIR / "screens"
ROLES = dict(zip(("counsellor", "director", "social_worker"), demo.SIGN_INS, strict=True))


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
        with socket.create_server(("127.0.0.1", 0)) as free:
            origin = f"http://127.0.0.1:{free.getsockname()[1]}"
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "pimms.wsgi", "--bind", origin[7:]]
            + ["--threads", "8", "--log-level", "warning", "--graceful-timeout", "1"],
            env=environment,
        )
        afterwards.callback(server.wait, timeout=20)
        afterwards.callback(server.terminate)
        _wait_for(server, origin)
        yield House(origin, json.loads(addresses.splitlines()[-1]), environment)


def _run(environment, module):
    done = subprocess.run(
        [sys.executable, "-m", module], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _wait_for(server, origin):
    for _ in range(200):
        if server.poll() is not None:
            raise RuntimeError("The server did not start.")
        try:
            return urlopen(f"{origin}/sante/").close()
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(f"Nobody answers at {origin}.")


@pytest.fixture(scope="session")
def chromium():
    # Playwright keeps an event loop in this thread; the tests that follow here are none the worse.
    # What is open now would be out of their reach.
    connection.close()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    found = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--lang=fr"]
        )
        yield browser
        browser.close()


@dataclass
class Visitor:
    """A page of a browser, what it complained about, and what a visitor would look at."""

    page: Page
    origin: str
    addresses: dict
    complaints: list = field(default_factory=list)

    def __post_init__(self):
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", lambda request: self.complaints.append(request.url))

    def _hear(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def open(self, url, width=1280):
        self.complaints.clear()
        self.page.set_viewport_size({"width": width, "height": 900})
        return self.page.goto(self.origin + url)

    def sign_in(self, email, password):
        self.open("/compte/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/compte/login/" not in url)

    def barriers(self, *, contrast=True) -> list[str]:
        """What axe-core finds, as `rule: element`; contrast takes most of its time."""
        options = {
            "resultTypes": ["violations"],
            "rules": {"color-contrast": {"enabled": contrast}},
        }
        return [
            f"{finding['id']}: {node['html'][:160]}"
            for finding in Axe().run(self.page, options=options).response["violations"]
            for node in finding["nodes"]
        ]

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        root = "document.documentElement"
        return self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")

    def unseen(self) -> list[str]:
        """What is written in the page and hidden by a style that nobody opens."""
        return self.page.evaluate(
            """() => [...document.querySelectorAll("main :is(li, p, td, h2)")]
              .filter(each => getComputedStyle(each).visibility === "hidden")
              .map(each => `unseen: ${each.innerText || each.textContent}`.slice(0, 100))"""
        )

    def photograph(self, name):
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENS / f"{name}.png", full_page=True)


@pytest.fixture(scope="session")
def visitors(house, chromium):
    """A visitor of each role, signed in by the form, and `nobody`."""
    made = {}
    for role in ("nobody", *ROLES):
        context = chromium.new_context(locale="fr-FR", reduced_motion="reduce")
        context.set_default_timeout(30_000)
        addresses = house.addresses.get(role, {})
        made[role] = Visitor(context.new_page(), house.origin, addresses)
        if role in ROLES:
            made[role].sign_in(*ROLES[role][1:])
    return made
