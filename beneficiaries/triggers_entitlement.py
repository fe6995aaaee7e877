"""What the database keeps of somebody's rights by itself, whoever writes.

The period of an enrolment is twelve months when it opens, and afterwards what its movements make
it; each enrolment has a number of its year without gaps. `pimms_enrolment_end` and
`pimms_is_suspended` are beneficiaries/entitlement.py in SQL.
"""

import pgtrigger

from pimms.kernel.triggers import after_rows, refuses

_PERIOD_AND_NUMBER = """
IF TG_OP = 'INSERT' THEN
  IF pimms_spans_months(NEW.period, 12) IS NOT TRUE THEN
    RAISE EXCEPTION 'an enrolment opens for twelve months'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_lasts_twelve_months';
  END IF;
  IF NEW.number IS NOT NULL THEN
    RAISE EXCEPTION 'the number of an enrolment is given by the database'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_keeps_its_number';
  END IF;
  RETURN NEW;
END IF;
NEW.number := coalesce(NEW.number, OLD.number);
IF NEW.number <> OLD.number THEN
  RAISE EXCEPTION 'enrolment % keeps its number', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_keeps_its_number';
END IF;
IF NEW.period IS DISTINCT FROM OLD.period AND NEW.period IS DISTINCT FROM
   daterange(lower(OLD.period), pimms_enrolment_end(OLD.id, lower(OLD.period))) THEN
  RAISE EXCEPTION 'the period of enrolment % is what its movements make it', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_period_is_computed';
END IF;
RETURN NEW;
"""
refuses(
    enrolment_lasts_twelve_months="Une inscription s’ouvre pour douze mois.",
    enrolment_keeps_its_number="Un numéro d’inscription est donné une fois pour toutes.",
    enrolment_period_is_computed="La date de fin se calcule\u202f: prenez une décision.",
)

# One step of the counter for each year of a statement: a register of thousands pays for one.
_NUMBERS = """
FOR block IN
  SELECT extract(year FROM lower(period))::integer AS year, count(*)::integer AS n
  FROM fresh GROUP BY 1 ORDER BY 1
LOOP
  INSERT INTO kernel_series AS s (name, last) VALUES ('droits ' || block.year, block.n)
  ON CONFLICT (name) DO UPDATE SET last = s.last + block.n
  RETURNING last INTO reached;
  UPDATE beneficiaries_enrolment e
  SET number = pimms_enrolment_number(block.year, reached - block.n + f.rank)
  FROM (
    SELECT id, row_number() OVER (ORDER BY id)::integer AS rank
    FROM fresh WHERE extract(year FROM lower(period)) = block.year
  ) f WHERE e.id = f.id;
END LOOP;
RETURN NULL;
"""

_POSSIBLE = """
-- One at a time for each person: a sale and a suspension do not pass each other.
PERFORM FROM beneficiaries_beneficiary WHERE id = (
  SELECT beneficiary_id FROM beneficiaries_enrolment WHERE id = NEW.enrolment_id
) FOR NO KEY UPDATE;
SELECT lower(period) AS opens, upper(period) AS ends INTO STRICT rights
FROM beneficiaries_enrolment WHERE id = NEW.enrolment_id FOR NO KEY UPDATE;
SELECT m.* INTO latest FROM beneficiaries_movement m
WHERE m.enrolment_id = NEW.enrolment_id AND m.kind <> 'undo'
  AND NOT EXISTS (SELECT FROM beneficiaries_movement u WHERE u.undoes_id = m.id)
ORDER BY m.id DESC LIMIT 1;
IF NEW.kind = 'undo' THEN
  IF NEW.undoes_id IS DISTINCT FROM latest.id THEN
    RAISE EXCEPTION 'only the latest standing movement is undone'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'movement_undoes_the_latest';
  END IF;
  RETURN NEW;
END IF;
SELECT m.* INTO pause FROM beneficiaries_movement m
WHERE m.enrolment_id = NEW.enrolment_id AND m.kind IN ('suspension', 'resumption')
  AND NOT EXISTS (SELECT FROM beneficiaries_movement u WHERE u.undoes_id = m.id)
ORDER BY m.id DESC LIMIT 1;
IF coalesce(latest.kind = 'early_end', FALSE)
  OR NEW.kind = 'suspension' AND (
    coalesce(pause.kind = 'suspension', FALSE)
    OR NEW.effective_on < greatest(rights.opens, pause.effective_on)
    OR NEW.effective_on >= rights.ends)
  OR NEW.kind = 'resumption' AND (
    coalesce(pause.kind <> 'suspension', TRUE)
    OR NEW.effective_on <= pause.effective_on
    OR NOT pause.pushes AND NEW.effective_on >= rights.ends)
  OR NEW.kind = 'early_end' AND (
    NEW.effective_on <= rights.opens
    OR NEW.effective_on < pause.effective_on
    OR NEW.effective_on >= rights.ends
      AND NOT coalesce(pause.kind = 'suspension' AND pause.pushes, FALSE))
THEN
  RAISE EXCEPTION 'a % on % does not follow what stands', NEW.kind, NEW.effective_on
    USING ERRCODE = 'check_violation', CONSTRAINT = 'movement_follows_what_stands';
END IF;
IF NEW.kind = 'extension' AND EXISTS (
  SELECT FROM beneficiaries_extensionmotive v
  LEFT JOIN beneficiaries_movement m ON m.extension_motive_id = v.id
    AND m.enrolment_id = NEW.enrolment_id
    AND NOT EXISTS (SELECT FROM beneficiaries_movement u WHERE u.undoes_id = m.id)
  WHERE v.id = NEW.extension_motive_id
  GROUP BY v.id
  HAVING count(m.id) + 1 > v.max_times
    OR coalesce(sum(m.days + 31 * m.months), 0) + NEW.days + 31 * NEW.months > v.max_days
) THEN
  RAISE EXCEPTION 'the extensions of enrolment % pass the limit of their motive', NEW.enrolment_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'extension_within_its_motive';
END IF;
RETURN NEW;
"""
refuses(
    movement_undoes_the_latest="Seule la dernière décision s’annule.",
    movement_follows_what_stands="Cette décision ne suit pas celles qui tiennent.",
    extension_within_its_motive="La limite de ce motif de prolongation est atteinte.",
)

_MOVES_THE_END = """
UPDATE beneficiaries_enrolment
SET period = daterange(lower(period), pimms_enrolment_end(id, lower(period)))
WHERE id = NEW.enrolment_id AND upper(period) <> pimms_enrolment_end(id, lower(period));
RETURN NULL;
"""

enrolment_period_and_number = pgtrigger.Trigger(
    name="enrolment_period_and_number",
    level=pgtrigger.Row,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=_PERIOD_AND_NUMBER,
)
enrolment_is_numbered = after_rows(
    "enrolment_is_numbered", _NUMBERS, declare=[("block", "record"), ("reached", "integer")]
)
movement_is_possible = pgtrigger.Trigger(
    name="movement_is_possible",
    level=pgtrigger.Row,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[
        ("rights", "record"),
        ("latest", "beneficiaries_movement"),
        ("pause", "beneficiaries_movement"),
    ],
    func=_POSSIBLE,
)
movement_moves_the_end = pgtrigger.Trigger(
    name="movement_moves_the_end",
    level=pgtrigger.Row,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func=_MOVES_THE_END,
)
