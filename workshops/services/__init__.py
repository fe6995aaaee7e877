"""The verbs of workshops, support, appointments and the desk."""

from .appointments import close_appointment, make_appointment
from .booking import book, join, move_seat
from .cycles import (
    admit_to_cycle,
    cancel_cycle,
    change_cycle,
    plan_cycle,
    register_for_cycle,
)
from .drop_ins import cancel_drop_in, plan_drop_ins
from .messages import claim_reminders, keep_message, note_call
from .papers import attach_sheet, open_feed, revoke_feed, sign
from .passages import note_passage, take_back_passage
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
    welcome_guest,
)
from .requests import answer_aid, answer_complaint, ask_aid, pay_aid, receive_complaint
from .sessions import cancel, change, plan, repeat
from .skills import correct_measure, measure_skills, write_grid
from .support import complete_support, finish_step, join_paper, plan_step, record_support
from .waiting_room import call_in, let_go, note_arrival, serve

__all__ = [
    "accept_offer",
    "admit",
    "admit_guest",
    "admit_to_cycle",
    "answer_aid",
    "answer_complaint",
    "arrive",
    "ask_aid",
    "attach_sheet",
    "book",
    "call_in",
    "cancel",
    "cancel_cycle",
    "cancel_drop_in",
    "cancel_seat",
    "change",
    "change_cycle",
    "claim_reminders",
    "complete_support",
    "close_appointment",
    "correct_measure",
    "decline_offer",
    "describe_room",
    "describe_type",
    "expire_offer",
    "finish_step",
    "join",
    "join_paper",
    "keep_message",
    "leave_queue",
    "let_go",
    "make_appointment",
    "mark",
    "measure_skills",
    "move_seat",
    "note_absence",
    "note_arrival",
    "note_call",
    "note_passage",
    "offer_places",
    "open_doors",
    "open_feed",
    "pay_aid",
    "plan",
    "plan_cycle",
    "plan_drop_ins",
    "plan_step",
    "receive_complaint",
    "record_support",
    "register",
    "register_for_cycle",
    "repeat",
    "revoke_feed",
    "serve",
    "sign",
    "take_back_absence",
    "take_back_passage",
    "welcome_guest",
    "withdraw_type",
    "write_grid",
]
