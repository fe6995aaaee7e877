"""What the ledger refuses by itself, whoever writes to it.

Statement triggers: one check for one sale at the counter, one for a whole register brought in.
"""

from pimms.kernel.triggers import after_rows, refuses

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
  SELECT FROM fresh f
  JOIN beneficiaries_movement m ON m.enrolment_id = f.enrolment_id AND m.kind = 'suspension'
  WHERE f.reverses_id IS NULL AND pimms_is_suspended(f.enrolment_id, f.sold_on)
) THEN
  RAISE EXCEPTION 'a sale is made while the rights are suspended'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'sale_while_suspended';
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
refuses(
    sale_numbers_without_gaps="Le numéro de reçu a été pris entre-temps\u202f: recommencez.",
    sale_within_the_twelve_months="Cette vente tombe hors des douze mois de l’inscription.",
    sale_while_suspended="Les droits sont suspendus\u202f: reprenez-les d’abord.",
    sale_reverses_a_sale="Une annulation porte sur une vente de la même inscription.",
)

# What the fresh lines make of each cap that they touch. Caps of one person and caps of a household
# are checked one after the other: joined in one query, the planner would find no good way.
_PASSED = """
SELECT c.id, sum(CASE c.measure WHEN 'euros' THEN l.paid ELSE l.quantity END) AS used
INTO broken
FROM (
  SELECT DISTINCT c.id AS cap_id, b.id AS beneficiary_id, b.household_id, root.id AS root,
    CASE c.span
      WHEN 'enrolment' THEN root.period
      WHEN 'year' THEN daterange(date_trunc('year', s.sold_on)::date,
                                 (date_trunc('year', s.sold_on) + interval '1 year')::date)
      ELSE daterange(date_trunc('month', s.sold_on)::date,
                     (date_trunc('month', s.sold_on) + interval '1 month')::date)
    END AS span,
    CASE
      WHEN c.factor = 0 THEN 1
      WHEN b.household_id IS NULL THEN greatest(coalesce(b.adults, 0) + coalesce(b.children, 0), 1)
      ELSE (SELECT greatest(count(*), 1) FROM beneficiaries_beneficiary m
            WHERE m.household_id = b.household_id AND m.merged_into_id IS NULL)
    END AS size
  FROM fresh f
  JOIN recharges_sale s ON s.id = f.sale_id AND s.override_reason = ''
  JOIN beneficiaries_enrolment e ON e.id = s.enrolment_id
  JOIN beneficiaries_enrolment root ON root.id = coalesce(e.absorbed_by_id, e.id)
  JOIN beneficiaries_beneficiary b ON b.id = e.beneficiary_id
  JOIN recharges_product p ON p.id = f.product_id
  JOIN recharges_cap c ON c.period @> s.sold_on AND NOT c.is_advisory AND c.scope = '{scope}'
    AND (c.product_id = p.id OR p.category = ANY (c.categories))
  WHERE f.quantity > 0 AND f.kind = 'sold'
) touched
JOIN recharges_cap c ON c.id = touched.cap_id
{members}
JOIN recharges_sale s ON s.enrolment_id = e.id AND {counts}
JOIN recharges_saleline l ON l.sale_id = s.id AND l.kind = 'sold'
JOIN recharges_product p ON p.id = l.product_id
  AND (c.product_id = p.id OR p.category = ANY (c.categories))
GROUP BY c.id, touched.beneficiary_id, touched.root, touched.span, touched.size
HAVING sum(CASE c.measure WHEN 'euros' THEN l.paid ELSE l.quantity END)
  > trunc(c."limit" * (1 + c.factor * (touched.size - 1)),
          CASE c.measure WHEN 'euros' THEN 2 ELSE 0 END)
LIMIT 1;
IF FOUND THEN
  RAISE EXCEPTION 'cap % would be passed: %', broken.id, broken.used
    USING ERRCODE = 'check_violation', CONSTRAINT = 'sale_line_within_caps';
END IF;
"""
refuses(
    sale_line_within_caps="Une autre vente vient d’atteindre un plafond\u202f: rouvrez la page."
)
_OWN = """
JOIN beneficiaries_enrolment e ON e.beneficiary_id = touched.beneficiary_id
"""
_SHARED = """
JOIN LATERAL (
  SELECT touched.beneficiary_id AS id
  UNION
  SELECT m.id FROM beneficiaries_beneficiary m WHERE m.household_id = touched.household_id
) member ON true
JOIN beneficiaries_enrolment e ON e.beneficiary_id = member.id
"""
_DAYS = """
  coalesce((SELECT o.sold_on FROM recharges_sale o WHERE o.id = s.reverses_id), s.sold_on)
  <@ touched.span
"""
_CAPS = """
IF EXISTS (
  SELECT FROM fresh f JOIN recharges_sale s ON s.id = f.sale_id
  WHERE (s.reverses_id IS NULL) <> (f.quantity > 0)
) THEN
  RAISE EXCEPTION 'a sale gives, a reversal takes back'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'sale_line_sign';
END IF;
IF EXISTS (
  SELECT FROM fresh f JOIN recharges_sale s ON s.id = f.sale_id
  WHERE f.kind = 'allocation' AND s.allocation = '' AND s.reverses_id IS NULL
) THEN
  RAISE EXCEPTION 'an allocation says why'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'sale_line_allocation_says_why';
END IF;
-- One at a time for each person and whoever shares their caps: two tellers cannot both find the
-- cap still open.
PERFORM FROM beneficiaries_beneficiary WHERE id IN (
  WITH buyer AS (
    SELECT DISTINCT b.id, b.household_id FROM fresh f
    JOIN recharges_sale s ON s.id = f.sale_id
    JOIN beneficiaries_enrolment e ON e.id = s.enrolment_id
    JOIN beneficiaries_beneficiary b ON b.id = e.beneficiary_id
  )
  SELECT id FROM buyer
  UNION SELECT m.id FROM buyer JOIN beneficiaries_beneficiary m USING (household_id)
) ORDER BY id FOR NO KEY UPDATE;
"""
refuses(
    sale_line_sign="Une vente donne des articles\u202f; seule une annulation les reprend.",
    sale_line_allocation_says_why="Une dotation exceptionnelle dit son motif.",
)
_CAPS += _PASSED.format(
    scope="person",
    members=_OWN.strip(),
    counts="CASE WHEN c.span = 'enrolment'"
    f" THEN coalesce(e.absorbed_by_id, e.id) = touched.root ELSE {_DAYS} END",
)
_CAPS += _PASSED.format(scope="household", members=_SHARED.strip(), counts=_DAYS)
_CAPS += "RETURN NULL;\n"

# Whoever bought was there that day; a register's lines say the same.
BUYERS = """
SELECT e.beneficiary_id AS person, f.sold_on AS day
FROM fresh f JOIN beneficiaries_enrolment e ON e.id = f.enrolment_id WHERE f.reverses_id IS NULL
"""


numbers_and_periods = after_rows(
    "sale_numbers_and_periods", _NUMBERS, declare=[("block", "record"), ("reached", "integer")]
)
caps = after_rows("sale_line_caps", _CAPS, declare=[("broken", "record")])
