"""A way to the tests' own server that can be cut, as by a server that stops or restarts."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

_HANG_UP = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Way:
    """Whoever gives `host` as theirs goes this way."""

    def __init__(self, folder: Path):
        given = connection.settings_dict
        name = f".s.PGSQL.{given['PORT']}"
        self.host, self._door, self._server = f"{folder}", folder / name, Path(given["HOST"], name)
        self.port = given["PORT"]
        self.mend()

    def cut(self) -> None:
        """Nobody gets through any more, and whoever works on our database is cut off."""
        self._door.unlink()
        with connection.cursor() as cursor:
            cursor.execute(_HANG_UP)

    def mend(self) -> None:
        self._door.symlink_to(self._server)


@contextmanager
def to_the_database() -> Iterator[Way]:
    # A socket's path may have some hundred bytes only.
    with tempfile.TemporaryDirectory(prefix="pimms-", dir="/tmp") as folder:
        yield Way(Path(folder))
