"""What stands before each test of a file begins: written once, and taken back after the last one.

    pytestmark = pytest.mark.django_db

    @standing
    def town(): ...

Each test works in a savepoint of its own, as any other does in a transaction: what it changes does
not stay. Its running numbers go on from those of what stands there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from recharges.services import till as drawer
from tests.support import factories, numbers


def standing(make: Callable[[], None]):
    """Every test of the file finds what this makes."""

    @pytest.fixture(scope="module", autouse=True, name=make.__name__)
    def stands(django_db_setup, django_db_blocker) -> Iterator[None]:
        with _taken_back(django_db_blocker):
            numbers.begin()
            with django_db_blocker.unblock(), an_open_till():
                make()
                connection.check_constraints()  # put off to the end, it would be for each test
            with numbers.from_here():
                yield

    return stands


@contextmanager
def an_open_till() -> Iterator[None]:
    """Somebody opened the till of the day before the first customer came, as every morning."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawer, "running", lambda site, on: factories.till_open(on, where=site))
        yield


@contextmanager
def _taken_back(blocker) -> Iterator[None]:
    """Blocked meanwhile: a test that did not ask for the database is refused as ever."""
    atomic = transaction.atomic()
    with blocker.unblock():
        atomic.__enter__()
    try:
        yield
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)
