"""The first start: what it says while it prepares, and what a full disk says."""

import errno
from io import StringIO

import pytest
from django.core.management import CommandError
from django.db import OperationalError
from psycopg.errors import DiskFull

from pimms import preparation
from pimms.management import progress
from pimms.management.progress import Steps
from pimms.preparation import Step, full_disk_named
from tests.support import factories


class Screen(StringIO):
    """What a command writes to: a terminal, or a file."""

    def __init__(self, *, is_terminal: bool = False):
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal

    def write(self, text, ending="\n"):
        super().write(text + ending)


@pytest.fixture
def clock(monkeypatch):
    """`clock[0]` is what time it is, in seconds."""
    now = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def room_is_left(monkeypatch):
    monkeypatch.setattr(preparation, "_megabytes_left", lambda: 5000)


def test_in_a_file_each_step_is_a_line_when_it_begins_and_one_when_it_ends(clock):
    out = Screen()
    steps = Steps(out, 2)
    for words, seconds in (("Tables", 3), ("Démonstration", 12)):
        with steps.step(words) as reached:
            clock[0] += seconds
            reached(0.5)
    assert out.getvalue().splitlines() == [
        "1/2 Tables…",
        "1/2 Tables (3\u00a0s)",
        "2/2 Démonstration…",
        "2/2 Démonstration (12\u00a0s)",
    ]


def test_on_a_terminal_one_line_moves(clock):
    out = Screen(is_terminal=True)
    with Steps(out, 1).step("Tables") as reached:
        for share in (0.25, 0.255, 0.5):
            clock[0] += 0.15
            reached(share)
        clock[0] += 3
    shown = [line for line in out.getvalue().split("\r\033[K") if line]
    assert shown == ["1/1 Tables…", "1/1 Tables… 26\u00a0%, 0\u00a0s", "1/1 Tables (3\u00a0s)\n"]


def test_a_step_that_fails_leaves_its_line_to_what_is_said_of_it():
    out = Screen(is_terminal=True)
    with pytest.raises(ZeroDivisionError), Steps(out, 1).step("Tables"):
        raise ZeroDivisionError
    assert out.getvalue() == "1/1 Tables…\n"


def test_only_what_is_missing_is_made(monkeypatch):
    out, made = Screen(), []
    steps = [
        Step(
            name, lambda is_missing=is_missing: is_missing, lambda *_, name=name: made.append(name)
        )
        for name, is_missing in (("Une", False), ("Deux", True), ("Trois", True))
    ]
    monkeypatch.setattr(preparation, "STEPS", steps)
    preparation.prepare(out, today=factories.DAY)
    assert made == ["Deux", "Trois"]
    assert out.getvalue().startswith("1/2 Deux…\n")


def test_nothing_is_said_when_nothing_is_missing(monkeypatch):
    out = Screen()
    monkeypatch.setattr(preparation, "STEPS", [Step("Une", lambda: False, lambda *_: "")])
    preparation.prepare(out, today=factories.DAY)
    assert out.getvalue() == ""


def of_the_server() -> OperationalError:
    failure = OperationalError("could not extend file")
    failure.__cause__ = DiskFull("could not extend file")
    return failure


@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "no room"), of_the_server()])
@pytest.mark.usefixtures("room_is_left")
def test_a_full_disk_says_so(failure):
    with pytest.raises(CommandError, match="^Le disque est plein"), full_disk_named():
        raise failure


def test_so_does_a_server_that_fell_for_want_of_room(monkeypatch):
    monkeypatch.setattr(preparation, "_megabytes_left", lambda: 3)
    with pytest.raises(CommandError, match="il reste 3 Mo dans"), full_disk_named():
        raise OperationalError("server closed the connection unexpectedly")


@pytest.mark.usefixtures("room_is_left")
def test_another_failure_says_what_it_is():
    with pytest.raises(OperationalError, match="closed"), full_disk_named():
        raise OperationalError("server closed the connection unexpectedly")
