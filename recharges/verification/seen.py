"""What the file beside the database has seen, and whether it is there and says the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import connection

from accounts.models import Site
from recharges import witness
from recharges.witness import Seen

from . import receipts
from .rows import CHUNK
from .verified import Verified

_THERE = {
    "receipts": "SELECT series, number, hash FROM recharges_seal"
    " WHERE (series, number) IN (SELECT * FROM unnest(%s::text[], %s::bigint[]))",
    "closings": "SELECT site_id::text, number, hash FROM recharges_closing"
    " WHERE (site_id::text, number) IN (SELECT * FROM unnest(%s::text[], %s::bigint[]))",
    "anchors": "SELECT '-', number, hash FROM recharges_anchor"
    " WHERE ('-', number) IN (SELECT * FROM unnest(%s::text[], %s::bigint[]))",
}


@dataclass
class _Disagreement:
    """Of one chain: the first line that says another hash, and the last that names what is gone."""

    other: Seen | None = None
    gone: Seen | None = None


def faults(verified: Verified, *, upto: int) -> Iterator[str]:
    """Of what the file said when it was so many bytes long."""
    if not upto:
        return
    found: dict[tuple[str, str], _Disagreement] = defaultdict(_Disagreement)
    lines = witness.read(verified.witness, upto)
    while chunk := list(islice(lines, CHUNK)):
        verified.seen_since = verified.seen_since or chunk[0].at
        verified.seen += len(chunk)
        _compare(chunk, found)
    for (chain, name), disagreement in sorted(found.items()):
        yield from _sentences(chain, name, disagreement, verified)


def _compare(chunk: Iterable[Seen], found: dict[tuple[str, str], _Disagreement]) -> None:
    by_chain: dict[str, list[Seen]] = defaultdict(list)
    for each in chunk:
        by_chain[each.chain].append(each)
    for chain, lines in by_chain.items():
        there = _there(chain, lines)
        for line in lines:
            digest = there.get((line.name, line.number))
            if digest == line.hash:
                continue
            of = found[chain, line.name]
            if digest is None:
                of.gone = line if of.gone is None or line.number > of.gone.number else of.gone
            elif of.other is None or line.number < of.other.number:
                of.other = line


def _there(chain: str, lines: list[Seen]) -> dict[tuple[str, int], str]:
    with connection.cursor() as cursor:
        cursor.execute(
            _THERE[chain], [[line.name for line in lines], [line.number for line in lines]]
        )
        return {(name, number): digest for name, number, digest in cursor.fetchall()}


def _sentences(chain: str, name: str, of: _Disagreement, verified: Verified) -> Iterator[str]:
    if of.gone:
        seen = f"le fichier témoin l’a vu le {_day(of.gone.at)}"
        if chain == "receipts":
            reached = verified.tails.get(name, (0, ""))[0]
            first = reached + 1 if reached < of.gone.number else of.gone.number
            yield receipts.missing(name, first, of.gone.number, seen)
        else:
            yield f"{_named(chain, name, of.gone.number)} manque\u202f: {seen}."
    if of.other:
        yield (
            f"{_named(chain, name, of.other.number)} n’a plus l’empreinte que le fichier témoin a"
            f" vue le {_day(of.other.at)}\u202f: la suite a été refaite."
        )


def _named(chain: str, name: str, number: int) -> str:
    if chain == "receipts":
        return f"Le reçu {name}-{number:06d}"
    if chain == "anchors":
        return f"Le repère n°\u00a0{number}"
    site = Site.objects.filter(pk=int(name)).first() if name.isdecimal() else None
    return f"Le Z n°\u00a0{number} ({site or name})"


def _day(at: str) -> str:
    """`15/03/2016 à 17:00 (UTC)`."""
    day = "/".join(reversed(at[:10].split("-")))
    return f"{day} à {at[11:16]} (UTC)"
