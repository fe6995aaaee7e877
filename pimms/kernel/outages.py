"""The database is away: how that is told from a mistake of ours, and waiting for its return."""

import logging
import time
from collections.abc import Callable, Iterator

import psycopg
from django.db import connection

# Shutting down, crashed, starting up, no room for one more; class 08 is a broken connection.
_STATES = {"57P01", "57P02", "57P03", "53300"}
_BREATH = 0.5  # seconds

log = logging.getLogger(__name__)


def is_away(failure: BaseException | None) -> bool:
    """Whether the failure comes from a database that does not answer for now.

    What the server refused in good health (a rule, a deadlock, a full disk) is no such failure.
    """
    return any(_says_so(each) for each in _causes(failure))


def _causes(failure: BaseException | None) -> Iterator[BaseException]:
    while failure:
        yield failure
        failure = failure.__cause__ or failure.__context__


def _says_so(failure: BaseException) -> bool:
    if not isinstance(failure, psycopg.OperationalError | psycopg.InterfaceError):
        return False
    state = failure.sqlstate  # none when it was the client that found nobody
    return state is None or state.startswith("08") or state in _STATES


def wait(*, meanwhile: Callable[[], object], patience: float | None = None) -> bool:
    """The database answers; False when it did not within so many seconds.

    `meanwhile` is called each time that it did not. Any other failure is raised.
    """
    began = time.monotonic()
    told = False
    while failure := _failure():
        if not told:
            log.warning("The database does not answer, we wait for it: %s", failure)
            told = True
        if patience is not None and time.monotonic() - began > patience:
            return False
        meanwhile()
        time.sleep(_BREATH)
    return True


def _failure() -> Exception | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as failure:
        if not is_away(failure):
            raise
        return failure
    finally:
        connection.close()
    return None
