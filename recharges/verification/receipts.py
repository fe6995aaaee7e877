"""The chain of receipts of each series, and its counter."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from itertools import groupby
from operator import itemgetter

from accounts.models import Site
from pimms.kernel.models import Series
from pimms.kernel.templatetags.french import euros
from recharges.models import Sale
from recharges.sealed import START, sale_words

from .rows import link, rows
from .verified import Verified

_LINKS = f"""
SELECT coalesce(e.series, s.series), coalesce(e.number, s.number), s.id, e.sale_id, e.previous,
  e.hash, CASE WHEN s.id IS NOT NULL THEN {sale_words()} END, s.series, s.number, s.sold_on,
  s.payment
FROM recharges_seal e FULL JOIN recharges_sale s ON s.id = e.sale_id
ORDER BY 1, 2, e.sale_id NULLS LAST
"""


def faults(verified: Verified) -> Iterator[str]:
    with closing(rows(_LINKS)) as found:
        for series, links in groupby(found, key=itemgetter(0)):
            yield from _chain(series, links, verified)
    yield from _counters(verified)


def _chain(series: str, links: Iterable[tuple], verified: Verified) -> Iterator[str]:
    expected, previous, unsealed = 1, START, set()
    for _, reached, sale, seal, before, hashed, words, *now in links:
        verified.receipts += 1
        receipt = f"{series}-{reached:06d}"
        if seal is None:
            unsealed.add(reached)
            yield (
                f"Le reçu {receipt} a été ajouté hors du logiciel\u202f: il n’a pas d’empreinte."
            )
            continue
        if gone := [number for number in range(expected, reached) if number not in unsealed]:
            yield missing(series, gone[0], gone[-1], f"le suivant est {receipt}")
        if reached > expected:
            previous = before  # the one before is not there to say its hash
        yield from _judge(receipt, series, reached, previous, sale, before, hashed, words, now)
        expected, previous = reached + 1, hashed
    while expected in unsealed:
        expected += 1
    verified.tails[series] = expected - 1, previous


def missing(series: str, first: int, last: int, because: str) -> str:
    """The sentence for the receipts that are not there."""
    if first == last:
        return f"Le reçu {series}-{first:06d} manque\u202f: il a été supprimé ({because})."
    return (
        f"Les reçus {series}-{first:06d} à {series}-{last:06d} manquent\u202f: ils ont été"
        f" supprimés ({because})."
    )


def _judge(receipt, series, reached, previous, sale, before, hashed, words, now) -> Iterator[str]:
    if before != previous:
        yield (
            f"L’empreinte du reçu {receipt} a été modifiée\u202f: elle ne suit plus celle du reçu"
            " d’avant."
        )
    if sale is None:
        yield f"Le reçu {receipt} a été supprimé\u202f: il n’en reste que l’empreinte."
        return
    now_series, now_number, sold_on, payment = now
    if (now_series, now_number) != (series, reached):
        yield (
            f"Le reçu {receipt} a été modifié\u202f: il porte aujourd’hui le numéro"
            f" {now_series}-{now_number:06d}."
        )
    elif words is None or link(before, words) != hashed:
        yield (
            f"Le reçu {receipt} a été modifié\u202f: {_says(sale, sold_on, payment)}, et ce n’est"
            " pas ce qui a été scellé."
        )


def _says(sale: int, sold_on: date, payment: str) -> str:
    """What the altered receipt says now."""
    lines = Sale.objects.get(pk=sale).lines.order_by("pk")
    words = ", ".join(f"{line} ({euros(line.paid)})" for line in lines)
    return (
        f"il dit aujourd’hui {words or 'aucun article'}, le {sold_on:%d/%m/%Y},"
        f" «\u202f{dict(Sale.Payment.choices).get(payment, payment)}\u202f»"
    )


def _counters(verified: Verified) -> Iterator[str]:
    """The last number of a series is the last that its counter gave."""
    sold = Sale.objects.order_by("series").values_list("series", flat=True).distinct()
    names = set(sold) | set(verified.tails) | _series_of_tills()
    counters = dict(Series.objects.filter(name__in=names).values_list("name", "last"))
    for name in sorted(names):
        last, reached = counters.get(name, 0), verified.tails.get(name, (0, ""))[0]
        if reached < last:
            yield missing(name, reached + 1, last, f"le compteur est à {last}")
        if reached > last:
            yield (
                f"Le compteur de la série {name} a été modifié\u202f: il dit {last}, le dernier"
                f" reçu est {name}-{reached:06d}."
            )


def _series_of_tills() -> set[str]:
    """The series whose receipts may all be gone: a site's code, a year, perhaps an R."""
    codes = "|".join(Site.objects.order_by("code").values_list("code", flat=True))
    names = Series.objects.filter(name__regex=f"^({codes})[0-9]{{4}}R?$")
    return set(names.order_by("name").values_list("name", flat=True))
