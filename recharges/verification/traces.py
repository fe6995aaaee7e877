"""What the journal and the shelves remember of what is no longer there."""

from collections.abc import Iterator

from pimms.kernel.templatetags.french import number

from .rows import instant, rows

# What the journal names and nobody may delete.
_NAMED = {
    "recharges.sale": ("une vente", "recharges_sale"),
    "recharges.closing": ("une clôture", "recharges_closing"),
    "recharges.tillsession": ("une caisse", "recharges_tillsession"),
    "recharges.stockmovement": ("un mouvement de stock", "recharges_stockmovement"),
}
_GONE = """
SELECT e.id, e.at, e.verb, e.thing FROM accounts_entry e
WHERE e.thing ~ '^{label}:[0-9]+$'
  AND NOT EXISTS (SELECT FROM {table} r WHERE '{label}:' || r.id = e.thing)
ORDER BY e.id
"""
_OF_NO_LINE = """
SELECT m.id, m.moved_on FROM recharges_stockmovement m
LEFT JOIN recharges_saleline l ON l.id = m.sale_line_id
WHERE m.sale_line_id IS NOT NULL AND l.id IS NULL ORDER BY m.id
"""
_LEVELS = """
SELECT p.name, s.name, coalesce(l.quantity, 0), coalesce(moved.quantity, 0)
FROM recharges_stocklevel l FULL JOIN (
  SELECT site_id, product_id, sum(quantity) AS quantity FROM recharges_stockmovement GROUP BY 1, 2
) moved USING (site_id, product_id)
JOIN recharges_product p ON p.id = product_id JOIN accounts_site s ON s.id = site_id
WHERE coalesce(l.quantity, 0) <> coalesce(moved.quantity, 0) ORDER BY 2, 1
"""


def faults() -> Iterator[str]:
    for label, (what, table) in _NAMED.items():
        for pk, at, verb, thing in rows(_GONE.format(label=label, table=table)):
            yield (
                f"La ligne n°\u00a0{pk} du journal parle d’{what} qui n’est plus là\u202f: {verb},"
                f" {thing}, le {instant(at)}."
            )
    for pk, day in rows(_OF_NO_LINE):
        yield (
            f"Le mouvement de stock n°\u00a0{pk} du {day:%d/%m/%Y} suit une ligne de vente qui"
            " n’est plus là."
        )
    for product, site, level, moved in rows(_LEVELS):
        yield (
            f"Le stock de «\u202f{product}\u202f» ({site}) a été modifié\u202f: il dit"
            f" {number(level)}, les mouvements font {number(moved)}."
        )
