"""The chain of the Z of each site, and what each says of its sales."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from pimms.kernel.money import ZERO
from pimms.kernel.templatetags.french import euros
from recharges import takings
from recharges.models import Closing
from recharges.sealed import START, closing_words

from .rows import CHUNK, link, rows
from .verified import Verified

_CLOSINGS = f"""
SELECT c.id, c.site_id, c.number, c.previous, c.hash, {closing_words()},
  c.version = 1 OR EXISTS (
    SELECT FROM recharges_anchor a
    WHERE a.site_id = c.site_id AND a.closing = c.number AND a.hash = c.anchor)
FROM recharges_closing c ORDER BY c.site_id, c.number
"""
# An anchor was set for each Z: those of the end may be gone with whatever comes after them.
_BEYOND = """
SELECT a.closing, a.number, p.name FROM recharges_anchor a JOIN accounts_site p ON p.id = a.site_id
WHERE a.closing > coalesce(
  (SELECT max(c.number) FROM recharges_closing c WHERE c.site_id = a.site_id), 0)
ORDER BY a.number
"""


def faults_of_the_chain(verified: Verified) -> Iterator[str]:
    with closing(rows(_CLOSINGS)) as found:
        for _, links in groupby(found, key=itemgetter(1)):
            yield from _chain(links, verified)
    for number, anchor, site in rows(_BEYOND):
        yield (
            f"Le Z n°\u00a0{number} ({site}) manque\u202f: il a été supprimé, le repère"
            f" n°\u00a0{anchor} avait été posé pour lui."
        )


def _chain(links: Iterable[tuple], verified: Verified) -> Iterator[str]:
    expected, previous = 1, START
    for pk, _, reached, before, hashed, words, has_anchor in links:
        verified.closings += 1
        for gone in range(expected, reached):
            yield f"Le Z n°\u00a0{gone} manque\u202f: il a été supprimé."
        if reached > expected:
            previous = before  # the one before is not there to say its hash
        if before != previous or words is None or link(before, words) != hashed:
            said = _named(Closing.objects.get(pk=pk))
            yield f"Le {said} a été modifié\u202f: il ne correspond plus à son empreinte."
        if not has_anchor:
            said = _named(Closing.objects.get(pk=pk))
            yield f"Le repère du {said} manque\u202f: il a été supprimé."
        expected, previous = reached + 1, hashed


def _named(z: Closing) -> str:
    """`Z n° 2 (jour du 15/03/2016)`."""
    what = f"{z.get_kind_display().lower()} du {z.period.lower:%d/%m/%Y}"
    return f"Z n°\u00a0{z.number} ({what})"


def faults_of_the_sums() -> Iterator[str]:
    """Each Z says what its sales come to, and its running total what its kind came to so far."""
    so_far: dict[tuple[int, str], Decimal] = {}
    last: dict[int, int] = {}
    gapped: set[int] = set()  # the sites whose missing Z ran up to nobody knows what
    closings = Closing.objects.order_by("site_id", "number")
    for z in closings.iterator(chunk_size=CHUNK):
        came_to = takings.of_closing(z)
        if not _agrees(z, came_to):
            yield (
                f"Le {_named(z)} ne correspond plus à ses ventes\u202f: il dit {euros(z.total)},"
                f" elles font {euros(came_to.total)}."
            )
        if z.number != last.get(z.site_id, 0) + 1:
            gapped.add(z.site_id)
            so_far = {key: total for key, total in so_far.items() if key[0] != z.site_id}
        before = so_far.get((z.site_id, z.kind), None if z.site_id in gapped else ZERO)
        if before is not None and z.perpetual != before + z.total:
            yield (
                f"Le {_named(z)} ne suit plus celui d’avant\u202f: son total perpétuel est de"
                f" {euros(z.perpetual)}, il serait de {euros(before + z.total)}."
            )
        so_far[z.site_id, z.kind] = z.perpetual
        last[z.site_id] = z.number


def _agrees(z: Closing, came_to: takings.Takings) -> bool:
    said, found = dict(z.totals), came_to.as_json()
    if z.version == 1:
        # Made by the categories of the catalogue, which were corrected since: their sum remains.
        total = sum((Decimal(amount) for amount in said.pop("by_category", {}).values()), ZERO)
        found.pop("by_category")
        if total != z.total:
            return False
    return (z.sales, z.reversals, z.total, said, z.receipts) == (
        came_to.sales, came_to.reversals, came_to.total, found, came_to.receipts,
    )  # fmt: skip
