"""The tills: what each was counted to be."""

from collections.abc import Iterator
from contextlib import closing

from pimms.kernel.templatetags.french import euros
from recharges import cash
from recharges.models import TillSession

from .rows import rows
from .verified import Verified

_SESSIONS = """
SELECT t.id, t.opening_float, t.expected, t.counted, t.banked, t.carried,
  (SELECT coalesce(sum(l.paid), 0) FROM recharges_sale s
   JOIN recharges_saleline l ON l.sale_id = s.id
   WHERE s.till_session_id = t.id AND s.payment = 'cash'),
  (SELECT coalesce(sum(c.denomination * c.pieces), 0) / 100.0 FROM recharges_cashcount c
   WHERE c.session_id = t.id),
  EXISTS (SELECT FROM recharges_closing z WHERE z.session_id = t.id)
FROM recharges_tillsession t WHERE t.closed_at IS NOT NULL ORDER BY t.day, t.id
"""


def faults(verified: Verified) -> Iterator[str]:
    """Every closed till has in it what was counted, and expected what its sales brought."""
    with closing(rows(_SESSIONS)) as found:
        for row in found:
            yield from _judge(*row)
            verified.sessions += 1


def _judge(pk, opening, expected, counted, banked, carried, taken, pieces, has_z) -> Iterator[str]:
    drawer = cash.Drawer(opening, taken, pieces)
    if drawer.expected != expected:
        yield (
            f"{_till(pk)} a été modifiée\u202f: il y est attendu {euros(expected)} en"
            f" espèces, le fond et les ventes font {euros(drawer.expected)}."
        )
    if counted != pieces or counted != banked + carried:
        yield (
            f"{_till(pk)} a été modifiée\u202f: il y est compté {euros(counted)},"
            f" les billets et pièces font {euros(pieces)}, le dépôt et le fond laissé"
            f" {euros(banked + carried)}."
        )
    if not has_z:
        yield f"Le Z de {_till(pk, 'la')} manque\u202f: il a été supprimé."


def _till(pk: int, article: str = "La") -> str:
    session = TillSession.objects.select_related("site").get(pk=pk)
    return f"{article} caisse du {session.day:%d/%m/%Y} ({session.site})"
