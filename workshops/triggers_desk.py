"""What the database keeps by itself at the desk: who is taken by a permanence, appointments within
it, and a register that is corrected by counter-entries alone."""

import pgtrigger

from pimms.kernel.triggers import never_emptied, refuses

_DROP_IN = """
DELETE FROM workshops_occupation WHERE drop_in_id = NEW.id;
IF NEW.cancelled_at IS NULL THEN
  INSERT INTO workshops_occupation (drop_in_id, host_id, room_id, slot)
  VALUES (NEW.id, NEW.host_id, NEW.room_id, tstzrange(
    (NEW.held_on + NEW.starts_at) AT TIME ZONE 'Europe/Paris',
    (NEW.held_on + NEW.ends_at) AT TIME ZONE 'Europe/Paris'
  ));
END IF;
RETURN NULL;
"""

# The lock waits for a permanence that is being cancelled.
_WITHIN = """
IF NEW.drop_in_id IS NOT NULL AND NEW.status <> 'cancelled' THEN
  PERFORM FROM workshops_dropin WHERE id = NEW.drop_in_id FOR SHARE;
  IF NOT EXISTS (
    SELECT FROM workshops_dropin d
    WHERE d.id = NEW.drop_in_id AND d.cancelled_at IS NULL AND d.host_id = NEW.host_id
      AND NEW.slot <@ tstzrange(
        (d.held_on + d.starts_at) AT TIME ZONE 'Europe/Paris',
        (d.held_on + d.ends_at) AT TIME ZONE 'Europe/Paris'
      )
  ) THEN
    RAISE EXCEPTION 'this appointment is outside its permanence'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'appointment_within_its_permanence';
  END IF;
END IF;
RETURN NEW;
"""
refuses(appointment_within_its_permanence="Ce rendez-vous sort des heures de la permanence.")

_EMPTY = """
IF NEW.cancelled_at IS NOT NULL AND EXISTS (
  SELECT FROM workshops_appointment WHERE drop_in_id = NEW.id AND status = 'planned'
) THEN
  RAISE EXCEPTION 'somebody is expected at this permanence'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'drop_in_cancelled_when_nobody_is_expected';
END IF;
RETURN NEW;
"""
refuses(
    drop_in_cancelled_when_nobody_is_expected="Des personnes ont rendez-vous à cette"
    " permanence\u202f: prévenez-les et annulez d’abord leurs rendez-vous."
)

_COUNTER_ENTRY = """
IF NEW.reverses_id IS NOT NULL AND NOT EXISTS (
  SELECT FROM workshops_passage
  WHERE id = NEW.reverses_id AND reverses_id IS NULL AND site_id = NEW.site_id
) THEN
  RAISE EXCEPTION 'a counter-entry takes back a visit of the same site'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'passage_takes_back_a_passage';
END IF;
RETURN NEW;
"""
refuses(passage_takes_back_a_passage="Une reprise porte sur un passage du même point d’accueil.")

drop_in_takes_its_place = pgtrigger.Trigger(
    name="drop_in_takes_its_place",
    when=pgtrigger.After,
    operation=pgtrigger.Insert
    | pgtrigger.UpdateOf("held_on", "starts_at", "ends_at", "host_id", "room_id", "cancelled_at"),
    func=_DROP_IN,
)
drop_in_cancelled_when_empty = pgtrigger.Trigger(
    name="drop_in_cancelled_when_empty",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("cancelled_at"),
    func=_EMPTY,
)
appointment_within_its_permanence = pgtrigger.Trigger(
    name="appointment_within_its_permanence",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("slot", "host_id", "status", "drop_in_id"),
    func=_WITHIN,
)
# A merge moves the person of a line; nothing else of it ever changes.
register_of_passages = [
    pgtrigger.ReadOnly(name="passage_is_never_edited", exclude=["beneficiary"]),
    pgtrigger.Protect(name="passage_is_never_deleted", operation=pgtrigger.Delete),
    never_emptied("passage", "passages are never emptied"),
    pgtrigger.Trigger(
        name="passage_takes_back_a_passage",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=_COUNTER_ENTRY,
    ),
]
