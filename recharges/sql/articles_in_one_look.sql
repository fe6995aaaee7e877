-- As sealed_lines.sql made it, in one look instead of three: a register has a line on every row.
-- No clause joins two tables, so that no plan reads one of them whole, whatever is set for others.
CREATE OR REPLACE FUNCTION pimms_says_its_article() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE sold record;
BEGIN
SELECT s.reverses_id, p.name, p.category, c.solidarity INTO sold
FROM (SELECT) line
LEFT JOIN recharges_sale s ON s.id = NEW.sale_id
LEFT JOIN recharges_product p ON p.id = NEW.product_id
LEFT JOIN recharges_price c ON c.product_id = NEW.product_id AND c.period @> s.sold_on;
IF sold.reverses_id IS NOT NULL THEN
  SELECT name, category, solidarity_price INTO NEW.name, NEW.category, NEW.solidarity_price
  FROM recharges_saleline WHERE sale_id = sold.reverses_id AND product_id = NEW.product_id
  ORDER BY id LIMIT 1;
  IF FOUND THEN
    RETURN NEW;
  END IF;
END IF;
NEW.name := coalesce(sold.name, '');  -- of an article that does not exist: its key refuses it
NEW.category := coalesce(sold.category, '');
NEW.solidarity_price := sold.solidarity;
RETURN NEW;
END $$;
