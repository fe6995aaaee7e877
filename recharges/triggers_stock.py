"""What the shelves refuse by themselves, and the counts that follow from what moved.

A sale line takes from the shelf of its sale's site; a movement carries the level of its product
and site; a step carries its unit. Nobody writes a level or a unit's place by hand.
"""

import pgtrigger

from pimms.kernel.triggers import after_rows, refuses

# Sales brought in from a register left shelves that nobody had counted: their series ends in R.
_SHELF = """
IF NOT EXISTS (
  SELECT FROM fresh f JOIN recharges_product p ON p.id = f.product_id WHERE p.tracking <> 'none'
) THEN
  RETURN NULL;
END IF;
INSERT INTO recharges_stockmovement
  (site_id, product_id, kind, quantity, moved_on, recorded_at, moved_by_id, sale_line_id,
   reason, reference)
SELECT s.site_id, f.product_id, 'sale', -f.quantity, s.sold_on, now(), s.sold_by_id, f.id, '', ''
FROM fresh f
JOIN recharges_sale s ON s.id = f.sale_id
JOIN recharges_product p ON p.id = f.product_id
WHERE p.tracking <> 'none' AND f.quantity > 0 AND s.series NOT LIKE '%R'
ORDER BY f.product_id, f.id;
-- A reversal puts back what its line had taken, and the very units.
FOR taken IN
  SELECT f.id AS line_id, f.product_id, s.site_id, s.sold_on, s.sold_by_id, m.id AS movement_id,
    CASE p.tracking WHEN 'unit'
      THEN (SELECT count(*) FROM recharges_unitstep t WHERE t.movement_id = m.id)
      ELSE -m.quantity
    END AS quantity
  FROM fresh f
  JOIN recharges_sale s ON s.id = f.sale_id
  JOIN recharges_product p ON p.id = f.product_id AND p.tracking <> 'none'
  JOIN LATERAL (
    SELECT o.id FROM recharges_saleline o
    WHERE o.sale_id = s.reverses_id AND o.product_id = f.product_id ORDER BY o.id
    OFFSET (SELECT count(*) FROM recharges_saleline e
            WHERE e.sale_id = f.sale_id AND e.product_id = f.product_id AND e.id < f.id)
    LIMIT 1
  ) o ON true
  JOIN recharges_stockmovement m ON m.sale_line_id = o.id
  ORDER BY f.product_id, f.id
LOOP
  CONTINUE WHEN taken.quantity = 0;
  INSERT INTO recharges_stockmovement
    (site_id, product_id, kind, quantity, moved_on, recorded_at, moved_by_id, sale_line_id,
     reason, reference)
  VALUES (taken.site_id, taken.product_id, 'reversal', taken.quantity, taken.sold_on, now(),
    taken.sold_by_id, taken.line_id, '', '')
  RETURNING id INTO back;
  INSERT INTO recharges_unitstep (unit_id, movement_id)
  SELECT unit_id, back FROM recharges_unitstep t JOIN recharges_product p
    ON p.id = taken.product_id AND p.tracking = 'unit'
  WHERE t.movement_id = taken.movement_id ORDER BY unit_id;
END LOOP;
RETURN NULL;
"""

_LEVELS = """
IF EXISTS (
  SELECT FROM fresh f JOIN recharges_product p ON p.id = f.product_id WHERE p.tracking = 'none'
) THEN
  RAISE EXCEPTION 'the product is not tracked'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_movement_of_a_tracked_product';
END IF;
INSERT INTO recharges_stocklevel (site_id, product_id, quantity)
SELECT DISTINCT site_id, product_id, 0 FROM fresh ORDER BY product_id, site_id
ON CONFLICT DO NOTHING;
-- Always in this order: two movements of the same articles wait for each other, never in a ring.
PERFORM FROM recharges_stocklevel l
WHERE (l.site_id, l.product_id) IN (SELECT site_id, product_id FROM fresh)
ORDER BY l.product_id, l.site_id FOR NO KEY UPDATE;
UPDATE recharges_stocklevel l SET quantity = l.quantity + moved.quantity
FROM (SELECT site_id, product_id, sum(quantity) AS quantity FROM fresh
      GROUP BY site_id, product_id) moved
WHERE l.site_id = moved.site_id AND l.product_id = moved.product_id;
RETURN NULL;
"""
refuses(stock_movement_of_a_tracked_product="Cet article n’est pas suivi en stock.")

_UNITS_NAMED = """
IF (SELECT tracking FROM recharges_product WHERE id = NEW.product_id) = 'unit'
  AND (SELECT count(*) FROM recharges_unitstep WHERE movement_id = NEW.id)
    <> greatest(abs(NEW.quantity), 1)
THEN
  IF NEW.sale_line_id IS NOT NULL THEN
    RAISE EXCEPTION 'line % is sold without its units', NEW.sale_line_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'sale_line_names_its_units';
  END IF;
  RAISE EXCEPTION 'movement % does not name its units', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'movement_names_its_units';
END IF;
RETURN NULL;
"""
refuses(
    sale_line_names_its_units="Il manque des numéros de pièces\u202f: recommencez la vente.",
    movement_names_its_units="Le nombre de pièces nommées n’est pas la quantité du mouvement.",
)

_STEP = """
SELECT * INTO movement FROM recharges_stockmovement WHERE id = NEW.movement_id;
SELECT * INTO piece FROM recharges_unit WHERE id = NEW.unit_id FOR NO KEY UPDATE;
IF (SELECT count(*) FROM recharges_unitstep WHERE movement_id = NEW.movement_id)
    > greatest(abs(movement.quantity), 1)
  OR piece.product_id <> movement.product_id
THEN
  RAISE EXCEPTION 'movement % has units enough, or of another product', movement.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'movement_names_its_units';
END IF;
IF movement.kind = 'sale' AND piece.status = 'sold' THEN
  RAISE EXCEPTION 'unit % is sold already', piece.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_sold_once';
END IF;
IF movement.kind = 'sale' AND piece.expires_on < movement.moved_on THEN
  RAISE EXCEPTION 'unit % is past its date', piece.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_not_past_its_date';
END IF;
here := piece.site_id = movement.site_id;
reached := CASE
  WHEN movement.kind = 'receipt' AND here AND piece.status = 'arriving' THEN 'in_stock'
  WHEN movement.kind = 'sale' AND here AND piece.status = 'in_stock' THEN 'sold'
  WHEN movement.kind = 'reversal' AND piece.status = 'sold' THEN 'returned'
  WHEN movement.kind = 'transfer_out' AND here AND piece.status = 'in_stock' THEN 'moving'
  WHEN movement.kind = 'transfer_in' AND piece.status = 'moving' THEN 'in_stock'
  WHEN movement.kind = 'check' AND here AND piece.status = 'returned' THEN 'in_stock'
  WHEN movement.kind = 'inventory' AND movement.quantity > 0 AND piece.status = 'lost'
    THEN 'in_stock'
  WHEN movement.quantity < 0 AND here AND piece.status IN ('in_stock', 'returned')
    AND movement.kind IN ('loss', 'breakage', 'theft', 'expiry', 'inventory') THEN 'lost'
END;
IF reached IS NULL THEN
  RAISE EXCEPTION 'unit % is %, not where a % takes it', piece.id, piece.status, movement.kind
    USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_moves_from_where_it_is';
END IF;
UPDATE recharges_unit SET status = reached, site_id = movement.site_id,
  sale_line_id = CASE reached WHEN 'sold' THEN movement.sale_line_id END
WHERE id = piece.id;
RETURN NULL;
"""
refuses(
    unit_sold_once="Cette pièce vient d’être vendue\u202f: prenez-en une autre.",
    unit_not_past_its_date="Cette pièce est périmée\u202f: prenez-en une autre.",
    unit_moves_from_where_it_is="Cette pièce n’est plus là\u202f: rouvrez la page.",
)

_UNIT_BY_HAND = """
IF pg_trigger_depth() = 1 AND (TG_OP <> 'INSERT' OR NEW.status <> 'arriving') THEN
  RAISE EXCEPTION 'a unit changes by its steps'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_follows_its_steps';
END IF;
RETURN NULL;
"""
refuses(unit_follows_its_steps="Une pièce ne change que par un mouvement.")

_LEVEL_BY_HAND = """
IF pg_trigger_depth() = 1 THEN
  RAISE EXCEPTION 'a level changes by movements'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_level_follows_movements';
END IF;
RETURN NULL;
"""
refuses(stock_level_follows_movements="Un stock ne change que par un mouvement.")

_TRACKING = """
IF EXISTS (SELECT FROM recharges_stocklevel WHERE product_id = NEW.id AND quantity > 0) THEN
  RAISE EXCEPTION 'product % still has stock', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'product_tracking_changes_when_empty';
END IF;
RETURN NEW;
"""
refuses(
    product_tracking_changes_when_empty="Cet article a encore des pièces en stock\u202f:"
    " son suivi ne peut pas changer."
)


takes_from_the_shelf = after_rows(
    "sale_line_takes_from_the_shelf", _SHELF, declare=[("taken", "record"), ("back", "bigint")]
)
carries_the_level = after_rows("stock_movement_carries_the_level", _LEVELS)
names_its_units = pgtrigger.Trigger(
    name="stock_movement_names_its_units",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
    func=_UNITS_NAMED,
)
carries_the_unit = pgtrigger.Trigger(
    name="unit_step_carries_the_unit",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    declare=[
        ("movement", "record"),
        ("piece", "record"),
        ("here", "boolean"),
        ("reached", "text"),
    ],
    func=_STEP,
)
unit_is_not_changed_by_hand = pgtrigger.Trigger(
    name="unit_is_not_changed_by_hand",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func=_UNIT_BY_HAND,
)
level_is_not_changed_by_hand = pgtrigger.Trigger(
    name="stock_level_is_not_changed_by_hand",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func=_LEVEL_BY_HAND,
)
tracking_changes_when_empty = pgtrigger.Trigger(
    name="product_tracking_changes_when_empty",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("tracking"),
    condition=pgtrigger.Q(old__tracking__df=pgtrigger.F("new__tracking")),
    func=_TRACKING,
)
