"""What a set of sales came to: by payment and by category, counted once for every Z and check."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection

from pimms.kernel.money import ZERO

# One question, however many sales: a till asks it twice an evening, a check of the ledger for
# every closing. `sale` and `till` are the conditions of `_within`.
_COUNTED = """
WITH sold AS MATERIALIZED (
  SELECT s.id, s.series, s.number, s.payment, s.reverses_id FROM recharges_sale s WHERE {sale}
), line AS MATERIALIZED (
  SELECT sold.payment, l.category, sum(l.paid) AS paid, sum(l.public_price * l.quantity) AS worth
  FROM sold JOIN recharges_saleline l ON l.sale_id = sold.id
  GROUP BY 1, 2
), receipt AS (
  SELECT series, min(number) AS first, max(number) AS last FROM sold GROUP BY series
)
SELECT
  (SELECT count(*) FROM sold WHERE reverses_id IS NULL),
  (SELECT count(*) FROM sold WHERE reverses_id IS NOT NULL),
  (SELECT jsonb_object_agg(payment, paid::text)
   FROM (SELECT payment, sum(paid) AS paid FROM line GROUP BY 1) by_payment),
  (SELECT jsonb_object_agg(category, paid::text)
   FROM (SELECT category, sum(paid) AS paid FROM line GROUP BY 1) by_category),
  (SELECT sum(worth) FROM line WHERE payment = 'free'),
  gap, banked,
  (SELECT jsonb_agg(jsonb_build_object('series', r.series, 'first', r.first, 'last', r.last,
     'hash', coalesce(e.hash, '')) ORDER BY r.series)
   FROM receipt r LEFT JOIN recharges_seal e ON e.series = r.series AND e.number = r.last)
FROM (SELECT sum(t.counted - t.expected) AS gap, sum(t.banked) AS banked
      FROM recharges_tillsession t WHERE t.closed_at IS NOT NULL AND {till}) tills
"""
_OF_A_SESSION = _COUNTED.format(sale="s.till_session_id = %(session)s", till="t.id = %(session)s")
_OF_A_PERIOD = _COUNTED.format(
    sale="s.site_id = %(site)s AND s.sold_on >= %(lower)s AND s.sold_on < %(upper)s",
    till="t.site_id = %(site)s AND t.day >= %(lower)s AND t.day < %(upper)s",
)


@dataclass(frozen=True)
class Takings:
    """Euros by payment and by category; reversals count against. `allocated` is the public value
    of what was given for nothing, `receipts` one {series, first, last, hash} a series."""

    sales: int = 0
    reversals: int = 0
    by_payment: dict[str, Decimal] = field(default_factory=dict)
    by_category: dict[str, Decimal] = field(default_factory=dict)
    allocated: Decimal = ZERO
    discrepancy: Decimal = ZERO
    banked: Decimal = ZERO
    receipts: list[dict] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        return sum(self.by_payment.values(), ZERO)

    def __add__(self, other: "Takings") -> "Takings":
        return Takings(
            self.sales + other.sales,
            self.reversals + other.reversals,
            _sum(self.by_payment, other.by_payment),
            _sum(self.by_category, other.by_category),
            self.allocated + other.allocated,
            self.discrepancy + other.discrepancy,
            self.banked + other.banked,
        )

    def as_json(self) -> dict:
        """The `totals` of a closing: amounts as text, the codes in their order."""
        return {
            "by_payment": _as_text(self.by_payment),
            "by_category": _as_text(self.by_category),
            "allocated": str(self.allocated),
            "discrepancy": str(self.discrepancy),
            "banked": str(self.banked),
        }


def of_session(session_id: int) -> Takings:
    """What was rung up in the till."""
    return _ask(_OF_A_SESSION, {"session": session_id})


def of_period(site_id: int, period) -> Takings:
    """What was sold at the site in the period, at the till or brought in from a register."""
    return _ask(_OF_A_PERIOD, {"site": site_id, "lower": period.lower, "upper": period.upper})


def of_closing(closing) -> Takings:
    """What the sales of the closing come to now."""
    if closing.session_id:
        return of_session(closing.session_id)
    return of_period(closing.site_id, closing.period)


def together(parts: Iterable[Takings]) -> Takings:
    """Their sum; it has no receipts."""
    return sum(parts, Takings())


def _ask(question: str, about: dict) -> Takings:
    with connection.cursor() as cursor:
        cursor.execute(question, about)
        sales, reversals, payments, categories, worth, gap, banked, receipts = cursor.fetchone()
    return Takings(
        sales,
        reversals,
        _as_amounts(payments),
        _as_amounts(categories),
        worth or ZERO,
        gap or ZERO,
        banked or ZERO,
        json.loads(receipts or "[]"),
    )


def _as_amounts(amounts) -> dict[str, Decimal]:
    return {code: Decimal(amount) for code, amount in json.loads(amounts or "{}").items()}


def _sum(one: dict[str, Decimal], other: dict[str, Decimal]) -> dict[str, Decimal]:
    return {code: one.get(code, ZERO) + other.get(code, ZERO) for code in one | other}


def _as_text(amounts: dict[str, Decimal]) -> dict[str, str]:
    return {code: str(amounts[code]) for code in sorted(amounts)}
