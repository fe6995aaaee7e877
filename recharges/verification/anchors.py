"""The anchors: their own chain, and whether what each has seen is still there and says the same."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import DataError, transaction

from recharges.sealed import ANCHOR, START, STREAMS, Stream, words

from .rows import instant, link, rows
from .verified import Verified

_ANCHORS = f"""
SELECT a.number, a.made_at, a.previous, a.hash, {words(ANCHOR, "a")} FROM recharges_anchor a
ORDER BY a.number
"""
# The inner order keeps the planner from reading the whole table for each span.
_SPANS = """
SELECT a.number, a.made_at, a.blocks->'{name}'->>'digest', lower(span), upper(span),
  there.key, there.words
FROM recharges_anchor a
CROSS JOIN LATERAL unnest((a.blocks->'{name}'->>'covers')::int8multirange) span
LEFT JOIN LATERAL (
  SELECT r.{key} AS key, {words} AS words FROM {table} r
  WHERE r.{key} >= lower(span) AND r.{key} < upper(span) ORDER BY r.{key}
) there ON true
ORDER BY a.number, lower(span), there.key
"""


def faults(verified: Verified) -> Iterator[str]:
    yield from _chain(verified)
    for name, stream in STREAMS.items():
        try:
            with transaction.atomic():
                yield from _stream(name, stream)
        except DataError:
            yield f"Ce que les repères disent des {stream.many} ne se lit plus."


def _chain(verified: Verified) -> Iterator[str]:
    expected, previous = 1, START
    with closing(rows(_ANCHORS)) as found:
        for number, made_at, before, hashed, said in found:
            verified.anchors += 1
            for gone in range(expected, number):
                yield f"Le repère n°\u00a0{gone} manque\u202f: il a été supprimé."
            if number > expected:
                previous = before
            if before != previous or link(before, said) != hashed:
                yield (
                    f"Le repère n°\u00a0{number} ({instant(made_at)}) a été modifié\u202f: il ne"
                    " correspond plus à son empreinte."
                )
            expected, previous = number + 1, hashed
    if expected == 1:
        yield "Tous les repères manquent\u202f: ils ont été supprimés."


@dataclass
class _Block:
    """What one anchor has seen of a stream, as it is read again."""

    digest: str
    gone: list[tuple[int, int]]  # the first and the last of keys that follow one another
    first: int = 0
    last: int = 0


def _stream(name: str, stream: Stream) -> Iterator[str]:
    statement = _SPANS.format(name=name, key=stream.key, table=stream.table, words=stream.words)
    with closing(rows(statement)) as found:
        for (number, made_at, digest), spans in groupby(found, key=lambda row: row[:3]):
            yield from _judge(stream, number, made_at, digest, _read(spans))


def _read(spans: Iterator[tuple]) -> _Block:
    block, begun = _Block(START, []), False
    for (lower, upper), there in groupby(spans, key=lambda row: row[3:5]):
        expected = lower
        for *_, key, said in there:
            if key is None:
                continue
            if key > expected:
                block.gone.append((expected, key - 1))
            block.digest, expected = link(block.digest, said), key + 1
        if expected < upper:
            block.gone.append((expected, upper - 1))
        block.first, block.last, begun = (block.first if begun else lower), upper - 1, True
    return block


def _judge(
    stream: Stream, number: int, made_at: datetime, digest: str, block: _Block
) -> Iterator[str]:
    since = f"depuis le repère n°\u00a0{number} ({instant(made_at)})"
    for first, last in block.gone:
        if first == last:
            yield f"{_capital(stream.one)} n°\u00a0{first} a disparu {since}."
        else:
            yield f"Les {stream.many} n°\u00a0{first} à {last} ont disparu {since}."
    if not block.gone and block.digest != digest:
        if block.first == block.last:
            what = f"{_capital(stream.one)} n°\u00a0{block.first} ne dit plus la même chose"
        else:
            what = f"Parmi les {stream.many} n°\u00a0{block.first} à {block.last}, il y a du changé"
        yield f"{what} {since}."


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
