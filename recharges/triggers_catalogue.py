"""A price and a cap are ended, never edited: what was true on a day can always be told."""

import pgtrigger

from pimms.kernel.triggers import refuses


def _ended_never_edited(table: str, rule: str) -> pgtrigger.Trigger:
    """An open row may be given a last day, once; it may come to nothing on the day it began."""
    return pgtrigger.Trigger(
        name=rule,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP = 'UPDATE' AND upper_inf(OLD.period)
               AND to_jsonb(OLD) - 'period' = to_jsonb(NEW) - 'period'
               AND (isempty(NEW.period) OR lower(NEW.period) IS NOT DISTINCT FROM lower(OLD.period))
            THEN
              RETURN NEW;
            END IF;
            RAISE EXCEPTION 'a {table} is ended, never edited'
              USING ERRCODE = 'check_violation', CONSTRAINT = '{rule}';
        """,
    )


refuses(
    price_is_never_edited="Un prix ne se corrige pas\u202f: un nouveau prix le remplace.",
    cap_is_never_edited="Un plafond ne se corrige pas\u202f: un nouveau plafond le remplace.",
)


price_never_edited = _ended_never_edited("price", "price_is_never_edited")
cap_never_edited = _ended_never_edited("cap", "cap_is_never_edited")
