"""Bring a whole register in: one transaction, all of it or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from django.db import connection, transaction

from accounts import journal
from accounts.models import Site, User

from . import catalogue, lines, people, reading, rejects, sales, staging, workshops
from .books import Book
from .context import Context, Remark

LOCK_CLASS = 92163  # the two before it are those of the tills and of the anchors


@dataclass(frozen=True)
class Outcome:
    """What came of it: {sheet: {rows, imported, rejected, known}}, and the warnings."""

    sheets: dict[str, dict[str, int]]
    remarks: list[Remark]
    withheld: int = 0  # the articles of past years that are recorded and not for sale
    sells: bool = True  # whether its articles are for sale

    @property
    def warnings(self) -> list[str]:
        return [str(remark) for remark in self.remarks]

    @property
    def summary(self) -> dict[str, dict[str, int]]:
        """{sheet: {rows, imported, rejected}}: the contract of `--summary`."""
        return {
            name: {key: counts[key] for key in ("rows", "imported", "rejected")}
            for name, counts in self.sheets.items()
        }


class _DryRun(Exception):
    """Nothing of this is kept."""


def bring_in(
    path: Path,
    *,
    name: str,
    by: User | str,
    today: date,
    dry_run: bool = False,
    puts_on_sale: bool = False,
    rejects_to: Path | None = None,
    noted_in: IO[str] | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Outcome:
    """The register in the file is in the database, or, in a dry run, what would have been.

    The articles of a register whose sales are all of past years are not put on sale today, unless
    `puts_on_sale`. `noted_in` is written what `lines.keep` reads. `progress` is told (rows judged,
    rows in all). Raises UnreadableRegister, and writes nothing, when the file is no register.
    """
    outcome = None
    try:
        with transaction.atomic(), reading.opened(path) as register:
            _wait_for_the_others()
            outcome = _bring_in(register, today=today, puts_on_sale=puts_on_sale, progress=progress)
            journal.record("register.imported", _site(), by=by, file=name, sheets=outcome.summary)
            _count()
            if rejects_to:
                rejects.write(rejects_to)
            if noted_in:
                lines.note(noted_in, outcome.remarks)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return outcome


def bring_in_again(
    book: Book, *, today: date, puts_on_sale: bool, noted_in: IO[str]
) -> Outcome | None:
    """The few rows of the book are judged as those of a file are, within the caller's transaction;
    None, and nothing is done, while a register or other rows are on their way in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, 0)", [LOCK_CLASS])
        if not cursor.fetchone()[0]:
            return None
    outcome = _bring_in(reading.Register(book), today=today, puts_on_sale=puts_on_sale)
    lines.note(noted_in, outcome.remarks)
    return outcome


def _wait_for_the_others() -> None:
    """Registers come in one after the other: their receipts are numbered without a gap."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [LOCK_CLASS])


def _bring_in(register, *, today, puts_on_sale, progress=lambda done, total: None) -> Outcome:
    total = staging.lay_out(register, progress=lambda read: progress(0, read))
    done = 0

    def judged(rows: int) -> None:
        nonlocal done
        done += rows
        progress(done, total)

    context = Context(site=_site(), today=today, progress=judged, puts_on_sale=puts_on_sale)
    catalogue.bring_in(context)
    people.bring_in(context)
    staging.find_dossiers()
    _count()
    sales.bring_in(context)
    workshops.bring_in_workshops(context)
    workshops.bring_in_attendances(context)
    workshops.bring_in_support(context)
    staging.remember()
    outcome = Outcome(staging.counts(), context.remarks, context.withheld, context.sells)
    progress(total, total)
    return outcome


_GROWN = """
SELECT string_agg(relid::regclass::text, ', ') FROM pg_stat_xact_user_tables
WHERE n_tup_ins > 0 AND schemaname = current_schema()
"""


def _count() -> None:
    """The database knows how many rows the tables have that grew in this transaction.

    Nothing else counts them before its end: it would take the thousands of people just brought in
    for the few of before, and look through all of them for each sale.
    """
    with connection.cursor() as cursor:
        cursor.execute(_GROWN)
        (grown,) = cursor.fetchone()
        if grown:
            cursor.execute(f"ANALYZE {grown}")


def _site() -> Site:
    """The point d'accueil of a house that has one only; its first one otherwise."""
    return Site.objects.order_by("pk").first() or Site.objects.create(
        code="A", name="Place des Baconnets"
    )
