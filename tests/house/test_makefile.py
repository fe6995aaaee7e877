"""The doors of the Makefile, and what the one for writing shows."""

import os
import re
import subprocess
import sys

from django.conf import settings

_MAKE = {"MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MFLAGS", "T", "K", "ORDER"}


def said_by(*command, **environment) -> str:
    # `make test T=…` hands its own T on to whatever it starts.
    outside = {name: value for name, value in os.environ.items() if name not in _MAKE}
    done = subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=outside | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def steps_of(*asked) -> list[str]:
    """What make would run, blanks aside."""
    return [" ".join(step.split()) for step in said_by("make", "--dry-run", *asked).splitlines()]


def test_one_test_begins_without_lint():
    assert steps_of("test", "T=tests/recharges", "K=cap and not kit") == [
        "bin/setup dev",
        ".venv/bin/python -m pytest tests/recharges -k 'cap and not kit'",
    ]


def test_all_of_them_come_after_the_lint():
    *checks, tests = steps_of("test")
    assert any("ruff check" in check for check in checks)
    assert tests == ".venv/bin/python -m pytest -n logical"


def test_the_help_names_every_door():
    names = {line.split()[1] for line in said_by("make", "help").splitlines()}
    assert {
        "run",
        "dev",
        "test",
        "quick",
        "fuzz",
        "fix",
        "check",
        "screens",
        "cov",
        "lock",
    } <= names


VISIT = """
import django
django.setup()
from django.test import Client
print(Client(SERVER_NAME="localhost").get("/sante/").headers["Server-Timing"])
"""


def test_while_it_is_written_each_answer_counts_its_queries():
    counted = said_by(sys.executable, "-c", VISIT, DEBUG="1", LOCAL="1")
    assert re.search('desc="SQL [1-9]', counted)
