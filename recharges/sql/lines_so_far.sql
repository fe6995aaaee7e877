-- What was sold before lines said their article says what the catalogue says now: nobody knows
-- better. Their seals are not touched, and hold for what they sealed.
ALTER TABLE recharges_saleline DISABLE TRIGGER USER;
UPDATE recharges_saleline l SET name = p.name, category = p.category, solidarity_price = (
  SELECT c.solidarity FROM recharges_price c WHERE c.product_id = p.id AND c.period @> coalesce(
    (SELECT o.sold_on FROM recharges_sale o WHERE o.id = s.reverses_id), s.sold_on)
)
FROM recharges_product p, recharges_sale s WHERE p.id = l.product_id AND s.id = l.sale_id;
ALTER TABLE recharges_saleline ENABLE TRIGGER USER;
