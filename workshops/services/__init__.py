"""The verbs of workshops, support and appointments."""

from .appointments import close_appointment, make_appointment
from .messages import claim_reminders, deliver, note_call
from .papers import attach_sheet, open_feed, revoke_feed
from .programmes import (
    describe_room,
    describe_type,
    note_absence,
    open_doors,
    take_back_absence,
    withdraw_type,
)
from .registrations import (
    accept_offer,
    admit,
    admit_guest,
    arrive,
    cancel_seat,
    decline_offer,
    expire_offer,
    leave_queue,
    mark,
    offer_places,
    register,
    register_for_cycle,
    welcome_guest,
)
from .sessions import cancel, change, plan, plan_cycle, repeat
from .support import record_support

__all__ = [
    "accept_offer",
    "admit",
    "admit_guest",
    "arrive",
    "attach_sheet",
    "cancel",
    "cancel_seat",
    "change",
    "claim_reminders",
    "close_appointment",
    "decline_offer",
    "deliver",
    "describe_room",
    "describe_type",
    "expire_offer",
    "leave_queue",
    "make_appointment",
    "mark",
    "note_absence",
    "note_call",
    "offer_places",
    "open_doors",
    "open_feed",
    "plan",
    "plan_cycle",
    "record_support",
    "register",
    "register_for_cycle",
    "repeat",
    "revoke_feed",
    "take_back_absence",
    "welcome_guest",
    "withdraw_type",
]
