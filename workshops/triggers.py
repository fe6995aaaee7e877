"""What the calendar keeps by itself: who and which room is taken, by workshop or appointment."""

import pgtrigger

_WORKSHOP = """
DELETE FROM workshops_occupation WHERE workshop_id = NEW.id;
IF NEW.cancelled_at IS NULL AND (NEW.host_id IS NOT NULL OR NEW.room_id IS NOT NULL) THEN
  INSERT INTO workshops_occupation (workshop_id, host_id, room_id, slot)
  VALUES (NEW.id, NEW.host_id, NEW.room_id, tstzrange(
    (NEW.held_on + NEW.starts_at) AT TIME ZONE 'Europe/Paris',
    (NEW.held_on + NEW.ends_at) AT TIME ZONE 'Europe/Paris'
  ));
END IF;
RETURN NULL;
"""

_APPOINTMENT = """
DELETE FROM workshops_occupation WHERE appointment_id = NEW.id;
IF NEW.status <> 'cancelled' AND NEW.drop_in_id IS NULL THEN
  INSERT INTO workshops_occupation (appointment_id, host_id, slot)
  VALUES (NEW.id, NEW.host_id, NEW.slot);
END IF;
RETURN NULL;
"""

workshop_takes_its_place = pgtrigger.Trigger(
    name="workshop_takes_its_place",
    when=pgtrigger.After,
    operation=pgtrigger.Insert
    | pgtrigger.UpdateOf("held_on", "starts_at", "ends_at", "host_id", "room_id", "cancelled_at"),
    func=_WORKSHOP,
)
appointment_takes_its_place = pgtrigger.Trigger(
    name="appointment_takes_its_place",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("slot", "host_id", "status", "drop_in_id"),
    func=_APPOINTMENT,
)
