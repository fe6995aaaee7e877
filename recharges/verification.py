"""The whole ledger read again: numbers, hashes, tills and closings, and what no longer agrees.

It trusts nothing but the rows: what was altered with the triggers off is found all the same.
"""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from django.db import connection, transaction

from accounts.models import Site
from pimms.kernel.models import Series
from pimms.kernel.templatetags.french import euros, number
from recharges import cash, takings
from recharges.models import Closing, Sale, TillSession
from recharges.triggers_till import CLOSING_WORDS, SALE_WORDS, START

_CHUNK = 2000
_LINKS = f"""
SELECT coalesce(e.series, s.series), coalesce(e.number, s.number), s.id, e.sale_id, e.previous,
  e.hash, CASE WHEN s.id IS NOT NULL THEN {SALE_WORDS} END, s.series, s.number, s.sold_on,
  s.payment
FROM recharges_seal e FULL JOIN recharges_sale s ON s.id = e.sale_id
ORDER BY 1, 2, e.sale_id NULLS LAST
"""
_CLOSINGS = f"""
SELECT c.id, c.site_id, c.number, c.previous, c.hash, {CLOSING_WORDS.format(row="c")}
FROM recharges_closing c ORDER BY c.site_id, c.number
"""


class Altered(Exception):
    """The first thing that does not agree, in a French sentence."""


@dataclass
class Verified:
    """What was read and found whole."""

    receipts: int = 0
    tails: dict[str, tuple[int, str]] = field(default_factory=dict)  # series → last number, hash
    sessions: int = 0
    closings: int = 0

    def __str__(self):
        return (
            f"Le registre est entier\u202f: {number(self.receipts)} reçus,"
            f" {number(self.sessions)} caisses, {number(self.closings)} clôtures."
        )


def link(previous: str, words: str) -> str:
    """The hash of the words after the hash `previous`: SHA-256 of both, one after the other."""
    return hashlib.sha256((previous + words).encode()).hexdigest()


def verify() -> Verified:
    """Everything is recomputed and agrees. Raises Altered at the first thing that does not.

    Rows are read as they come: the memory that it takes does not grow with the ledger.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:  # one moment of the ledger, while others go on selling
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        else:
            connection.check_constraints()
        verified = Verified()
        _receipts(verified)
        _counters(verified)
        _chain_of_closings(verified)
        _sessions(verified)
        _closings_add_up(verified)
    return verified


def _rows(statement: str) -> Iterator[tuple]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(_CHUNK):
            yield from rows


def _receipts(verified: Verified) -> None:
    with closing(_rows(_LINKS)) as rows:
        for series, links in groupby(rows, key=itemgetter(0)):
            verified.tails[series] = _chain_of_receipts(series, links, verified)


def _chain_of_receipts(series: str, links, verified: Verified) -> tuple[int, str]:
    """The last number and hash of the series."""
    expected, previous = 1, START
    for _, reached, *rest in links:
        receipt = f"{series}-{reached:06d}"
        if reached > expected:
            raise Altered(
                f"Le reçu {series}-{expected:06d} manque\u202f: il a été supprimé"
                f" (le suivant est {receipt})."
            )
        _judge(receipt, series, reached, previous, *rest)
        previous = rest[3]
        expected = reached + 1
        verified.receipts += 1
    return expected - 1, previous


def _judge(receipt, series, reached, previous, sale, seal, before, hashed, words, *now) -> None:
    if sale is None:
        raise Altered(f"Le reçu {receipt} a été supprimé\u202f: il n’en reste que l’empreinte.")
    if seal is None:
        raise Altered(
            f"Le reçu {receipt} a été ajouté hors du logiciel\u202f: il n’a pas d’empreinte."
        )
    now_series, now_number, sold_on, payment = now
    if (now_series, now_number) != (series, reached):
        raise Altered(
            f"Le reçu {receipt} a été modifié\u202f: il porte aujourd’hui le numéro"
            f" {now_series}-{now_number:06d}."
        )
    if before != previous:
        raise Altered(
            f"L’empreinte du reçu {receipt} a été modifiée\u202f: elle ne suit plus celle du reçu"
            " d’avant."
        )
    if link(previous, words) != hashed:
        raise Altered(
            f"Le reçu {receipt} a été modifié\u202f: {_says(sale, sold_on, payment)}, et ce n’est"
            " pas ce qui a été scellé."
        )


def _says(sale: int, sold_on: date, payment: str) -> str:
    """What the altered receipt says now."""
    lines = Sale.objects.get(pk=sale).lines.select_related("product").order_by("pk")
    words = ", ".join(f"{each.quantity} × {each.product} ({euros(each.paid)})" for each in lines)
    return (
        f"il dit aujourd’hui {words or 'aucun article'}, le {sold_on:%d/%m/%Y},"
        f" «\u202f{dict(Sale.Payment.choices).get(payment, payment)}\u202f»"
    )


def _counters(verified: Verified) -> None:
    """The last number of a series is the last that its counter gave."""
    sold = Sale.objects.order_by("series").values_list("series", flat=True).distinct()
    names = set(sold) | set(verified.tails) | _series_of_tills()
    for name, last in Series.objects.filter(name__in=names).order_by("name").values_list():
        reached = verified.tails.get(name, (0, ""))[0]
        if reached < last:
            raise Altered(
                f"Le reçu {name}-{reached + 1:06d} manque\u202f: il a été supprimé"
                f" (le compteur est à {last})."
            )
        if reached > last:
            raise Altered(
                f"Le compteur de la série {name} a été modifié\u202f: il dit {last}, le dernier"
                f" reçu est {name}-{reached:06d}."
            )


def _series_of_tills() -> set[str]:
    """The series whose receipts may all be gone: a site's code, a year, perhaps an R."""
    codes = "|".join(Site.objects.order_by("code").values_list("code", flat=True))
    names = Series.objects.filter(name__regex=f"^({codes})[0-9]{{4}}R?$")
    return set(names.order_by("name").values_list("name", flat=True))


def _sessions(verified: Verified) -> None:
    """Every closed till has in it what was counted, and expected what its sales brought."""
    statement = """
    SELECT t.id, t.opening_float, t.expected, t.counted, t.banked, t.carried,
      (SELECT coalesce(sum(l.paid), 0) FROM recharges_sale s
       JOIN recharges_saleline l ON l.sale_id = s.id
       WHERE s.till_session_id = t.id AND s.payment = 'cash'),
      (SELECT coalesce(sum(c.denomination * c.pieces), 0) / 100.0 FROM recharges_cashcount c
       WHERE c.session_id = t.id),
      EXISTS (SELECT FROM recharges_closing z WHERE z.session_id = t.id)
    FROM recharges_tillsession t WHERE t.closed_at IS NOT NULL ORDER BY t.day, t.id
    """
    with closing(_rows(statement)) as rows:
        for row in rows:
            _judge_session(*row)
            verified.sessions += 1


def _judge_session(pk, opening, expected, counted, banked, carried, taken, pieces, has_z) -> None:
    drawer = cash.Drawer(opening, taken, pieces)
    if drawer.expected != expected:
        raise Altered(
            f"{_till(pk)} a été modifiée\u202f: il y est attendu {euros(expected)} en"
            f" espèces, le fond et les ventes font {euros(drawer.expected)}."
        )
    if counted != pieces or counted != banked + carried:
        raise Altered(
            f"{_till(pk)} a été modifiée\u202f: il y est compté {euros(counted)},"
            f" les billets et pièces font {euros(pieces)}, le dépôt et le fond laissé"
            f" {euros(banked + carried)}."
        )
    if not has_z:
        raise Altered(f"Le Z de {_till(pk, 'la')} manque\u202f: il a été supprimé.")


def _till(pk: int, article: str = "La") -> str:
    session = TillSession.objects.select_related("site").get(pk=pk)
    return f"{article} caisse du {session.day:%d/%m/%Y} ({session.site})"


def _chain_of_closings(verified: Verified) -> None:
    with closing(_rows(_CLOSINGS)) as rows:
        for _, links in groupby(rows, key=itemgetter(1)):
            verified.closings += _judge_closings(links)


def _judge_closings(links) -> int:
    """How many there are."""
    expected, previous = 1, START
    for pk, _, reached, before, hashed, words in links:
        if reached != expected:
            raise Altered(f"Le Z n°\u00a0{expected} manque\u202f: il a été supprimé.")
        if before != previous or link(previous, words) != hashed:
            raise Altered(
                f"Le Z n°\u00a0{reached} ({_period(pk)}) a été modifié\u202f: il ne correspond"
                " plus à son empreinte."
            )
        expected, previous = reached + 1, hashed
    return expected - 1


def _period(pk: int) -> str:
    z = Closing.objects.get(pk=pk)
    return f"{z.get_kind_display().lower()} du {z.period.lower:%d/%m/%Y}"


def _closings_add_up(verified: Verified) -> None:
    """Each Z says what its sales come to, and its running total what its kind came to so far."""
    perpetual: dict[tuple[int, str], Decimal] = {}
    closings = Closing.objects.order_by("site_id", "number")
    for z in closings.iterator(chunk_size=_CHUNK):
        came_to = takings.of_closing(z)
        key = (z.site_id, z.kind)
        perpetual[key] = perpetual.get(key, Decimal(0)) + z.total
        agrees = (
            (z.sales, z.reversals, z.total, z.totals)
            == (came_to.sales, came_to.reversals, came_to.total, came_to.as_json())
            and z.receipts == came_to.receipts
            and z.perpetual == perpetual[key]
        )
        if not agrees:
            raise Altered(
                f"Le Z n°\u00a0{z.number} ({_period(z.pk)}) ne correspond plus à ses"
                f" ventes\u202f: il dit {euros(z.total)}, elles font {euros(came_to.total)}."
            )
