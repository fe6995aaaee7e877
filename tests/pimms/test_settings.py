"""What the settings say of an installation that is not a machine's own."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

PRINT = """
from django.http import HttpResponse
from django.middleware.security import SecurityMiddleware
from django.test import RequestFactory

answer = SecurityMiddleware(lambda request: HttpResponse())
print(answer(RequestFactory().get("/", secure=True))["Strict-Transport-Security"])
"""
YEAR = "max-age=31536000"


def asked_of_browsers(**environment: str) -> str:
    """The header of an answer, as a process of its own with that environment answers."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    around = (
        kept
        | environment
        | {
            "DJANGO_SETTINGS_MODULE": "pimms.settings",
            "DATABASE_URL": "postgres://nobody@localhost/nothing",  # which nobody asks
        }
    )
    done = subprocess.run(
        [sys.executable, "-c", PRINT], env=around, cwd=settings.BASE_DIR, capture_output=True,
        text=True, check=True, timeout=60,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("environment", "header"),
    [
        ({}, YEAR),
        ({"HSTS_SUBDOMAINS": "1"}, f"{YEAR}; includeSubDomains"),
        ({"HSTS_SUBDOMAINS": "1", "HSTS_PRELOAD": "1"}, f"{YEAR}; includeSubDomains; preload"),
    ],
)
def test_https_is_asked_of_this_address_alone_unless_somebody_asks_for_more(environment, header):
    assert asked_of_browsers(**environment) == header
