-- `pimms_chained(start, words) OVER (ORDER BY number)`: each row's hash, in one pass.
CREATE FUNCTION pimms_link(before text, start text, words text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN encode(sha256(convert_to(coalesce(before, start) || words, 'UTF8')), 'hex');
CREATE AGGREGATE pimms_chained(text, text) (SFUNC = pimms_link, STYPE = text);

-- The words of a sale, then of its lines, as they are hashed: one JSON array, without a join
-- (SALE_WORDS in recharges/triggers_till.py reads them back).
-- Not pgtrigger's: each of its firings opens a subtransaction, which looks at all the events that
-- wait for the end of the transaction. A register of 50 000 rows took three minutes.
CREATE FUNCTION pimms_seal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE reached integer; tail text;
BEGIN
IF EXISTS (SELECT FROM recharges_seal WHERE sale_id = NEW.id) THEN
  RETURN NULL;
END IF;
-- Whoever numbered the sale holds the series until the end: nobody else seals it now.
SELECT number, hash INTO reached, tail FROM recharges_seal
WHERE series = NEW.series ORDER BY number DESC LIMIT 1;
INSERT INTO recharges_seal (sale_id, series, number, previous, hash)
SELECT id, series, number, coalesce(lag(hash) OVER (ORDER BY number), tail, '0000000000000000000000000000000000000000000000000000000000000000'), hash
FROM (
  SELECT id, series, number, pimms_chained(coalesce(tail, '0000000000000000000000000000000000000000000000000000000000000000'), words)
    OVER (ORDER BY number ROWS UNBOUNDED PRECEDING) AS hash
  FROM (
    SELECT s.id, s.series, s.number, jsonb_build_array(
    s.id, s.series, s.number, s.key, s.enrolment_id, s.site_id, s.sold_on,
    to_char(s.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), s.payment, s.seller_name, s.sold_by_id,
    s.till_session_id, s.reverses_id, s.reason, s.payer_id, s.cheque_number, s.allocation,
    s.allocation_note, s.override_reason, s.overridden_by_id, s.overridden,
    (SELECT coalesce(jsonb_agg(jsonb_build_array(
        l.id, l.kind, l.product_id, l.quantity, l.paid, l.public_price) ORDER BY l.id), '[]'::jsonb)
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
CREATE CONSTRAINT TRIGGER sale_is_sealed AFTER INSERT ON recharges_sale
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pimms_seal();
