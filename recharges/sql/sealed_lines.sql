-- A line says what it is in the words of its day: name, category and price may be corrected in the
-- catalogue afterwards. What is taken back says what was sold.
-- Not pgtrigger's, for each firing of which a subtransaction is opened: see chain.sql.
CREATE FUNCTION pimms_says_its_article() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE sold record;
BEGIN
SELECT sold_on, reverses_id INTO sold FROM recharges_sale WHERE id = NEW.sale_id;
IF sold.reverses_id IS NOT NULL THEN
  SELECT name, category, solidarity_price INTO NEW.name, NEW.category, NEW.solidarity_price
  FROM recharges_saleline WHERE sale_id = sold.reverses_id AND product_id = NEW.product_id
  ORDER BY id LIMIT 1;
  IF FOUND THEN
    RETURN NEW;
  END IF;
END IF;
SELECT name, category INTO NEW.name, NEW.category FROM recharges_product WHERE id = NEW.product_id;
SELECT solidarity INTO NEW.solidarity_price FROM recharges_price
WHERE product_id = NEW.product_id AND period @> sold.sold_on;
NEW.name := coalesce(NEW.name, '');  -- of an article that does not exist: its key refuses it
NEW.category := coalesce(NEW.category, '');
RETURN NEW;
END $$;
CREATE TRIGGER sale_line_says_its_article BEFORE INSERT ON recharges_saleline
  FOR EACH ROW EXECUTE FUNCTION pimms_says_its_article();

-- As chain.sql made it, with the words of `sealed.SALE[2]`.
CREATE OR REPLACE FUNCTION pimms_seal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE reached integer; tail text;
BEGIN
IF EXISTS (SELECT FROM recharges_seal WHERE sale_id = NEW.id) THEN
  RETURN NULL;
END IF;
-- Whoever numbered the sale holds the series until the end: nobody else seals it now.
SELECT number, hash INTO reached, tail FROM recharges_seal
WHERE series = NEW.series ORDER BY number DESC LIMIT 1;
INSERT INTO recharges_seal (sale_id, series, number, version, previous, hash)
SELECT id, series, number, 2, coalesce(lag(hash) OVER (ORDER BY number), tail, '0000000000000000000000000000000000000000000000000000000000000000'), hash
FROM (
  SELECT id, series, number, pimms_chained(coalesce(tail, '0000000000000000000000000000000000000000000000000000000000000000'), words)
    OVER (ORDER BY number ROWS UNBOUNDED PRECEDING) AS hash
  FROM (
    SELECT s.id, s.series, s.number, jsonb_build_array(
    '2'::text, s.id, s.series, s.number, s.key, s.enrolment_id, s.site_id, s.sold_on,
    to_char(s.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), s.payment,
    s.seller_name, s.sold_by_id, s.till_session_id, s.reverses_id, s.reason, s.payer_id,
    s.cheque_number, s.allocation, s.allocation_note, s.override_reason, s.overridden_by_id,
    s.overridden,
    (SELECT coalesce(jsonb_agg(jsonb_build_array(
        l.id, l.kind, l.product_id, l.name, l.category, l.quantity, l.paid, l.solidarity_price,
        l.public_price) ORDER BY l.id), '[]'::jsonb)
     FROM recharges_saleline l WHERE l.sale_id = s.id)
  )::text AS words
    FROM recharges_sale s
    WHERE s.series = NEW.series AND s.number > coalesce(reached, 0)
      AND s.number <= (SELECT last FROM kernel_series WHERE name = NEW.series)
  ) said
) chained
ORDER BY number;
RETURN NULL;
END $$;
