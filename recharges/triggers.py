"""What the ledger refuses by itself, whoever writes to it.

Statement triggers: one check for one sale at the counter, one for a whole register brought in.
"""

import pgtrigger

_NUMBERS = """
FOR block IN
  SELECT series, count(*) AS n, min(number) AS lowest, max(number) AS highest
  FROM fresh GROUP BY series ORDER BY series
LOOP
  INSERT INTO kernel_series AS s (name, last) VALUES (block.series, block.n)
  ON CONFLICT (name) DO UPDATE SET last = s.last + block.n
  RETURNING last INTO reached;
  IF block.highest <> reached OR block.lowest <> reached - block.n + 1 THEN
    RAISE EXCEPTION 'receipt numbers of series % must run from % to %',
      block.series, reached - block.n + 1, reached
      USING ERRCODE = 'check_violation', CONSTRAINT = 'sale_numbers_without_gaps';
  END IF;
END LOOP;
IF EXISTS (
  SELECT FROM fresh f JOIN beneficiaries_enrolment e ON e.id = f.enrolment_id
  WHERE f.reverses_id IS NULL AND NOT f.sold_on <@ e.period
) THEN
  RAISE EXCEPTION 'a sale lies outside its enrolment'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'sale_within_the_twelve_months';
END IF;
IF EXISTS (
  SELECT FROM fresh f JOIN recharges_sale o ON o.id = f.reverses_id
  WHERE o.reverses_id IS NOT NULL OR o.enrolment_id <> f.enrolment_id
) THEN
  RAISE EXCEPTION 'a reversal reverses a sale of the same enrolment'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'sale_reverses_a_sale';
END IF;
RETURN NULL;
"""

_CAPS = """
IF EXISTS (
  SELECT FROM fresh f JOIN recharges_sale s ON s.id = f.sale_id
  WHERE (s.reverses_id IS NULL) <> (f.quantity > 0)
) THEN
  RAISE EXCEPTION 'a sale gives, a reversal takes back'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'sale_line_sign';
END IF;
-- One at a time for each person: two tellers cannot both find the cap still open.
PERFORM FROM beneficiaries_beneficiary WHERE id IN (
  SELECT e.beneficiary_id FROM fresh f
  JOIN recharges_sale s ON s.id = f.sale_id
  JOIN beneficiaries_enrolment e ON e.id = s.enrolment_id
) ORDER BY id FOR NO KEY UPDATE;
SELECT c.id, sum(CASE c.measure WHEN 'euros' THEN l.paid ELSE l.quantity END) AS used
INTO broken
FROM (
  SELECT DISTINCT c.id AS cap_id, e.beneficiary_id,
    CASE c.span WHEN 'enrolment' THEN e.period
      ELSE daterange(date_trunc('month', s.sold_on)::date,
                     (date_trunc('month', s.sold_on) + interval '1 month')::date)
    END AS span
  FROM fresh f
  JOIN recharges_sale s ON s.id = f.sale_id
  JOIN beneficiaries_enrolment e ON e.id = s.enrolment_id
  JOIN recharges_product p ON p.id = f.product_id
  JOIN recharges_cap c ON c.period @> s.sold_on
    AND (c.product_id = p.id OR p.category = ANY (c.categories))
  WHERE f.quantity > 0
) touched
JOIN recharges_cap c ON c.id = touched.cap_id
JOIN beneficiaries_enrolment e ON e.beneficiary_id = touched.beneficiary_id
JOIN recharges_sale s ON s.enrolment_id = e.id
  AND coalesce((SELECT o.sold_on FROM recharges_sale o WHERE o.id = s.reverses_id), s.sold_on)
    <@ touched.span
JOIN recharges_saleline l ON l.sale_id = s.id
JOIN recharges_product p ON p.id = l.product_id
  AND (c.product_id = p.id OR p.category = ANY (c.categories))
GROUP BY c.id, touched.beneficiary_id, touched.span
HAVING sum(CASE c.measure WHEN 'euros' THEN l.paid ELSE l.quantity END) > c.limit
LIMIT 1;
IF FOUND THEN
  RAISE EXCEPTION 'cap % would be passed: %', broken.id, broken.used
    USING ERRCODE = 'check_violation', CONSTRAINT = 'sale_line_within_caps';
END IF;
RETURN NULL;
"""

# Whoever bought was there that day; a register's lines say the same.
BUYERS = """
SELECT e.beneficiary_id AS person, f.sold_on AS day
FROM fresh f JOIN beneficiaries_enrolment e ON e.id = f.enrolment_id WHERE f.reverses_id IS NULL
"""


def _after_insert(name, declare, func):
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="fresh"),
        declare=declare,
        func=func,
    )


numbers_and_periods = _after_insert(
    "sale_numbers_and_periods", [("block", "record"), ("reached", "integer")], _NUMBERS
)
caps = _after_insert("sale_line_caps", [("broken", "record")], _CAPS)
