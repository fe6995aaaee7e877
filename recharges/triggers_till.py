"""What the till refuses by itself, and the chain that it forges when a transaction ends."""

import pgtrigger

from pimms.kernel.triggers import after_rows, never_emptied, refuses
from recharges.sealed import CLOSING, LATEST, SALE, START, words

# Seals what was sold before there were seals.
SEAL_ALL = f"""
INSERT INTO recharges_seal (sale_id, series, number, version, previous, hash)
SELECT id, series, number, {LATEST},
  coalesce(lag(hash) OVER (PARTITION BY series ORDER BY number), '{START}'), hash
FROM (
  SELECT id, series, number, pimms_chained('{START}', words)
    OVER (PARTITION BY series ORDER BY number ROWS UNBOUNDED PRECEDING) AS hash
  FROM (
    SELECT s.id, s.series, s.number, {words(SALE[LATEST], "s")} AS words FROM recharges_sale s
  ) said
) chained
WHERE NOT EXISTS (SELECT FROM recharges_seal WHERE sale_id = chained.id)
ORDER BY series, number
"""

# A sale and a closing of its site never cross: sales share the lock, a closing has it alone.
_LOCK_CLASS = 92161
LOCK_ALONE = f"SELECT pg_advisory_xact_lock({_LOCK_CLASS}, %s)"

_SALE = f"""
PERFORM pg_advisory_xact_lock_shared({_LOCK_CLASS}, site_id::int)
FROM (SELECT DISTINCT site_id FROM fresh ORDER BY site_id) sites;
PERFORM FROM recharges_tillsession WHERE id IN (SELECT till_session_id FROM fresh)
ORDER BY id FOR SHARE;
IF EXISTS (
  SELECT FROM fresh f LEFT JOIN recharges_tillsession t ON t.id = f.till_session_id
  WHERE (f.sold_by_id IS NOT NULL OR f.till_session_id IS NOT NULL)
    AND (t.id IS NULL OR t.closed_at IS NOT NULL OR t.site_id <> f.site_id OR t.day <> f.sold_on)
) THEN
  RAISE EXCEPTION 'a sale at the counter belongs to the open till of its site and day'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'sale_in_an_open_till';
END IF;
IF EXISTS (
  SELECT FROM (SELECT DISTINCT site_id, sold_on FROM fresh) f
  JOIN recharges_closing c ON c.site_id = f.site_id AND c.kind <> 'session'
    AND f.sold_on <@ c.period
) THEN
  RAISE EXCEPTION 'a sale lies in a period that is closed'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'sale_in_a_closed_period';
END IF;
RETURN NULL;
"""
refuses(
    sale_in_an_open_till="La caisse vient d’être clôturée\u202f: rouvrez-la avec son fond.",
    sale_in_a_closed_period="Cette période est clôturée\u202f: plus rien ne s’y vend.",
)

_LINE = """
IF EXISTS (SELECT FROM fresh f JOIN recharges_seal s ON s.sale_id = f.sale_id) THEN
  RAISE EXCEPTION 'a sealed sale takes no more lines'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'sale_line_of_a_sealed_sale';
END IF;
RETURN NULL;
"""
refuses(sale_line_of_a_sealed_sale="Ce reçu est scellé\u202f: plus aucun article ne s’y ajoute.")

_SESSION = """
IF TG_OP = 'INSERT' AND EXISTS (
  SELECT FROM recharges_closing c
  WHERE c.site_id = NEW.site_id AND c.kind <> 'session' AND NEW.day <@ c.period
) THEN
  RAISE EXCEPTION 'a till is opened in a period that is closed'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'till_in_a_closed_period';
END IF;
IF TG_OP = 'UPDATE' AND (
  OLD.closed_at IS NOT NULL
  OR (OLD.site_id, OLD.day, OLD.opened_by_id, OLD.opened_at, OLD.opening_float, OLD.opening_motive)
    IS DISTINCT FROM
    (NEW.site_id, NEW.day, NEW.opened_by_id, NEW.opened_at, NEW.opening_float, NEW.opening_motive)
) THEN
  RAISE EXCEPTION 'a closed till, and how a till was opened, never change'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'till_never_changes';
END IF;
IF NEW.closed_at IS NOT NULL AND (
  NEW.counted <> (
    SELECT coalesce(sum(denomination * pieces), 0) / 100.0 FROM recharges_cashcount
    WHERE session_id = NEW.id
  )
  OR NEW.expected <> NEW.opening_float + (
    SELECT coalesce(sum(l.paid), 0) FROM recharges_sale s
    JOIN recharges_saleline l ON l.sale_id = s.id
    WHERE s.till_session_id = NEW.id AND s.payment = 'cash'
  )
) THEN
  RAISE EXCEPTION 'a till is closed with what was counted and what the ledger expects'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'till_closed_as_counted';
END IF;
RETURN NULL;
"""
refuses(
    till_in_a_closed_period="Cette journée est clôturée\u202f: sa caisse ne rouvre pas.",
    till_never_changes="Une caisse clôturée ne change plus, ni la façon dont elle fut ouverte.",
    till_closed_as_counted="Une vente vient d’être faite\u202f: recomptez la caisse.",
)

_COUNT = """
IF EXISTS (SELECT FROM fresh f JOIN recharges_tillsession t ON t.id = f.session_id
           WHERE t.closed_at IS NOT NULL) THEN
  RAISE EXCEPTION 'a closed till is not counted again'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'cash_count_of_a_closed_till';
END IF;
RETURN NULL;
"""
refuses(cash_count_of_a_closed_till="Cette caisse est clôturée\u202f: elle ne se recompte pas.")

_CLOSING = f"""
PERFORM pg_advisory_xact_lock({_LOCK_CLASS}, NEW.site_id::int);
SELECT number + 1, hash INTO NEW.number, NEW.previous FROM recharges_closing
WHERE site_id = NEW.site_id ORDER BY number DESC LIMIT 1;
NEW.number := coalesce(NEW.number, 1);
NEW.previous := coalesce(NEW.previous, '{START}');
NEW.perpetual := NEW.total + coalesce((
  SELECT perpetual FROM recharges_closing
  WHERE site_id = NEW.site_id AND kind = NEW.kind ORDER BY number DESC LIMIT 1
), 0);
NEW.version := {LATEST};
-- What the Z remembers of all that is only ever added, in every room.
INSERT INTO recharges_anchor (site_id, closing) VALUES (NEW.site_id, NEW.number)
RETURNING hash INTO NEW.anchor;
NEW.hash := pimms_link(NEW.previous, '', {words(CLOSING[LATEST], "NEW")});
RETURN NEW;
"""


sale_at_the_till = after_rows("sale_at_the_till", _SALE)
line_before_the_seal = after_rows("sale_line_before_the_seal", _LINE)
count_of_an_open_till = after_rows("cash_count_of_an_open_till", _COUNT)
closing_is_chained = pgtrigger.Trigger(
    name="closing_is_chained",
    level=pgtrigger.Row,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=_CLOSING,
)
of_sessions = [
    pgtrigger.Trigger(
        name="till_session_rules",
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=_SESSION,
    ),
    pgtrigger.Protect(name="till_session_is_never_deleted", operation=pgtrigger.Delete),
    never_emptied("till_session", "till_session is append-only"),
]
