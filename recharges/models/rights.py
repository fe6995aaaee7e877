"""What the ledger asks of the decisions about somebody's rights."""

import pgtrigger

from beneficiaries.models import Movement
from pimms.kernel.triggers import refuses

_KEEPS = """
IF EXISTS (
  SELECT FROM recharges_sale s JOIN beneficiaries_enrolment e ON e.id = s.enrolment_id
  WHERE e.id = NEW.enrolment_id AND s.reverses_id IS NULL
    AND NOT EXISTS (SELECT FROM recharges_sale r WHERE r.reverses_id = s.id)
    AND (NOT s.sold_on <@ e.period OR pimms_is_suspended(e.id, s.sold_on))
) THEN
  RAISE EXCEPTION 'sales of enrolment % would lie outside its rights', NEW.enrolment_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'movement_keeps_the_sales';
END IF;
RETURN NULL;
"""
refuses(
    movement_keeps_the_sales="Des ventes ont eu lieu pendant ces jours-là\u202f:"
    " choisissez un jour qui les suit."
)


class MovementUnderSales(Movement):
    """A movement, which takes no rights away from under a sale that stands."""

    class Meta:
        proxy = True
        verbose_name, verbose_name_plural = "mouvement de droits", "mouvements de droits"
        triggers = [
            pgtrigger.Trigger(
                name="movement_then_keeps_the_sales",  # after `movement_moves_the_end`
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=_KEEPS,
            )
        ]
