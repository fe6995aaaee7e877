"""A file beside the database that has seen how far the chains go.

Whoever takes the last receipts or the last Z away with their seals and counters, and with all that
was written since, leaves a database that says nothing of it. The file says it: one line each time a
chain has grown, with the number and the hash it had. It names nobody. It is only ever added to.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

# The file of a database is named after it and after its first anchor.
_WHICH = "current_database(), (SELECT left(hash, 12) FROM recharges_anchor WHERE number = 1)"
_HEAD = f"""
SELECT {_WHICH}, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), number, hash
FROM {{table}} WHERE {{name}} = %s ORDER BY number DESC LIMIT 1
"""
_HEADS = {
    "receipts": _HEAD.format(table="recharges_seal", name="series"),
    "closings": _HEAD.format(table="recharges_closing", name="site_id"),
    "anchors": _HEAD.format(table="recharges_anchor", name="'-'"),
}
_INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
_LINE = re.compile(
    rf"({_INSTANT}) (receipts|closings|anchors) ([A-Z0-9-]+) (\d{{1,18}}) ([0-9a-f]{{64}})"
)


@dataclass(frozen=True)
class Seen:
    """The end of a chain as it was: of the `receipts` of a series, the `closings` of a site (by its
    key), the `anchors` (`-`)."""

    at: str
    chain: str
    name: str
    number: int
    hash: str


def path() -> Path:
    """The file of the database that we are connected to, whether it is there or not."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_WHICH}")
        return _named(*cursor.fetchone())


def _named(database: str, first: str) -> Path:
    name = re.sub(r"[^-.\w]", "_", database)
    return settings.WITNESS_DIR / f"{name}-{first}.log"


def others(file: Path) -> list[Path]:
    """The files that bear the name of the same database, and the beginning of another ledger."""
    database = file.stem.rpartition("-")[0]
    found = file.parent.glob("*.log")
    return sorted(
        each
        for each in found
        if each != file and re.fullmatch(rf"{re.escape(database)}-[0-9a-f]{{12}}", each.stem)
    )


def will_see(*chains: tuple[str, object]) -> None:
    """Once this transaction is committed, the file has a line for each of these chains.

    What is sold stays sold when the file cannot be written; the log says so.
    """

    def see() -> None:
        _see(chains)

    transaction.on_commit(see, robust=True)


def _see(chains: tuple[tuple[str, object], ...]) -> None:
    lines, file = [], None
    with connection.cursor() as cursor:
        for chain, name in chains:
            cursor.execute(_HEADS[chain], [name])
            if found := cursor.fetchone():
                *which, at, number, digest = found
                file = _named(*which)
                lines.append(f"{at} {chain} {name} {number} {digest}\n")
    if file:
        _add(file, "".join(lines))


def _add(file: Path, lines: str) -> None:
    """In one piece, whoever else adds to it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    there = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(there, lines.encode())
    finally:
        os.close(there)


def read(file: Path, upto: int) -> Iterator[Seen]:
    """What the file had seen when it was so many bytes long; a line cut short says nothing."""
    with file.open("rb") as lines:
        for line in lines:
            upto -= len(line)
            if upto < 0:
                return
            if said := _LINE.search(line.decode(errors="replace").rstrip("\n")):
                at, chain, name, number, digest = said.groups()
                yield Seen(at, chain, name, int(number), digest)


def retire(file: Path, *, on: str) -> Path:
    """The file is put aside under the day: what it saw is of a ledger that was given up."""
    aside = file.with_suffix(f".{on}.log")
    n = 1
    while aside.exists():
        n += 1
        aside = file.with_suffix(f".{on}.{n}.log")
    return file.rename(aside)
