"""What the first start makes: the tables, the files that pages load, the demonstration."""

import errno
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import StringIO

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import Error, connection
from psycopg.errors import DiskFull

import demonstration
from accounts.models import User
from pimms import schema
from pimms.management.commands import migrate
from pimms.management.progress import Reached, Steps

_FULL = 16  # megabytes; with less than that left, it is the disk that a server fails for


@dataclass(frozen=True)
class Step:
    """Something that is made once: whether it is missing, and how it is made, with what is to be
    said of it afterwards."""

    words: str
    is_missing: Callable[[], bool]
    make: Callable[[Reached, date], str]


def prepare(out, *, today: date) -> None:
    """Everything is there that the pages need. Says what is made, and nothing when nothing is.

    Raises CommandError when the disk is full.
    """
    missing = [step for step in STEPS if step.is_missing()]
    steps = Steps(out, len(missing))
    for step in missing:
        with steps.step(step.words) as reached, full_disk_named():
            said = step.make(reached, today)
        if said:
            out.write(said)


@contextmanager
def full_disk_named() -> Iterator[None]:
    """Whatever fails within because the disk is full says so."""
    try:
        yield
    except (OSError, Error) as failure:
        if not _for_want_of_room(failure):
            raise
        raise CommandError(
            f"Le disque est plein\u202f: il reste {_megabytes_left()} Mo dans"
            f" {settings.VAR_DIR}. Faites de la place, puis recommencez."
        ) from failure


def _for_want_of_room(failure: BaseException | None) -> bool:
    while failure:
        full = getattr(failure, "errno", None) in {errno.ENOSPC, errno.EDQUOT}
        if full or isinstance(failure, DiskFull):
            return True
        failure = failure.__cause__ or failure.__context__
    return _megabytes_left() < _FULL


def _megabytes_left() -> int:
    return shutil.disk_usage(settings.VAR_DIR).free // 1_000_000


# The tables


class _Migrate(migrate.Command):
    """Tells how many migrations are done."""

    def __init__(self, reached: Reached, total: int):
        super().__init__()
        self.reached, self.total, self.done = reached, total, 0

    def migration_progress_callback(self, action, migration=None, fake=False):
        if action == "apply_success":
            self.done += 1
            self.reached(min(self.done / self.total, 1))


def _make_tables(reached: Reached, today: date) -> str:
    said = StringIO()
    call_command(_Migrate(reached, len(schema.missing())), verbosity=0, stdout=said)
    return said.getvalue().strip()


# The files that pages load


def _files_are_missing() -> bool:
    """Whether something of ours or a package has changed since they were collected."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    sources = [
        *(settings.BASE_DIR / "static").rglob("*"),
        *settings.BASE_DIR.glob("requirements*.txt"),
        settings.BASE_DIR / "pimms" / "apps.py",
    ]
    return not manifest.exists() or any(
        source.stat().st_mtime >= manifest.stat().st_mtime for source in sources
    )


def _collect_files(reached: Reached, today: date) -> str:
    call_command("collectstatic", interactive=False, verbosity=0)
    return ""


# The demonstration


def _demonstration_is_missing() -> bool:
    if not settings.DEMONSTRATION:
        return False
    is_new = User._meta.db_table not in connection.introspection.table_names()
    return is_new or not User.objects.exists()


def _demonstrate(reached: Reached, today: date) -> str:
    if demonstration.is_empty():
        demonstration.fill(today, reached=reached)
    else:  # a register was brought in first: its data stay alone
        demonstration.open_door(on=today)
    return ""


STEPS = (
    Step("Tables de la base de données", lambda: bool(schema.missing()), _make_tables),
    Step("Feuilles de style et scripts", _files_are_missing, _collect_files),
    Step("Année de démonstration", _demonstration_is_missing, _demonstrate),
)
