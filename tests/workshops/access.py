"""Workshops, support and the desk: who may open what, and the objects named."""

from django.utils.timezone import now

from accounts.models import User
from beneficiaries.models import Referral
from tests.support.objects import a_person, latest
from workshops import links
from workshops.models import (
    Absence,
    AidRequest,
    Appointment,
    Arrival,
    Complaint,
    Cycle,
    DropIn,
    Feed,
    NextStep,
    Passage,
    Registration,
    Room,
    Sheet,
    SkillMeasure,
    SupportPaper,
    SupportSession,
    Workshop,
    WorkshopType,
)
from workshops.models import Waiting as Queued

PUBLIC = {
    "workshops:seat",
    "workshops:offer",
    "workshops:feed",
    "workshops:agenda",
    "workshops:join",  # whoever reads the agenda
}
FOR_EVERYBODY = {
    "workshops:book",
    "workshops:unbook",
}
FOR_STAFF = {
    # workshops and support
    "workshops:workshops",
    "workshops:plan",
    "workshops:workshop",
    "workshops:register",
    "workshops:mark",
    "workshops:activity",
    "workshops:support",
    "workshops:programme",
    "workshops:add_type",
    "workshops:type",
    "workshops:add_room",
    "workshops:room",
    "workshops:hours",
    "workshops:note_absence",
    "workshops:plan_cycle",
    "workshops:cycle",
    "workshops:calendar",
    "workshops:change",
    "workshops:repeat",
    "workshops:cancel",
    "workshops:cancelling_text",
    "workshops:queue",
    "workshops:guest",
    "workshops:calls",
    "workshops:call_paper",
    "workshops:note_call",
    "workshops:calls_today",
    "workshops:register_for_cycle",
    "workshops:give_back",
    "workshops:take_back",
    "workshops:arrive",
    "workshops:answer",
    "workshops:sheet_paper",
    "workshops:sheets",
    "workshops:scan",
    "workshops:missing_sheets",
    "workshops:certificates",
    "workshops:certificate",
    "workshops:poster",
    "workshops:slips",
    "workshops:event",
    "workshops:rates",
    "workshops:feeds",
    "workshops:revoke_feed",
    "workshops:withdraw_type",
    "workshops:take_back_absence",
    "workshops:appointments",
    "workshops:close_appointment",
    # permanences, support and the register of the desk
    "workshops:drop_ins",
    "workshops:plan_drop_ins",
    "workshops:drop_in",
    "workshops:cancel_drop_in",
    "workshops:waiting_room",
    "workshops:waiting_list",
    "workshops:note_arrival",
    "workshops:move_arrival",
    "workshops:record",
    "workshops:complete_support",
    "workshops:support_paper",
    "workshops:next_steps",
    "workshops:finish_step",
    "workshops:plan_step",
    "workshops:passages",
    "workshops:note_passage",
    "workshops:take_back_passage",
    "workshops:desk_figures",
    "workshops:desk_figures_csv",
    "workshops:day_sheet",
    "workshops:aid_requests",
    "workshops:aid_request",
    "workshops:aid_of",
    "workshops:complaints",
    "workshops:receive_complaint",
    "workshops:complaint",
    # seats asked for from outside, cycles and signatures
    "workshops:change_cycle",
    "workshops:cancel_cycle",
    "workshops:sign",
    "workshops:letters",
    "workshops:hours_csv",
    # skills
    "workshops:skills",
    "workshops:measure_skills",
    "workshops:correct_measure",
    "workshops:progress_paper",
    "workshops:progress",
    "workshops:skill_grids",
    # in the languages of people
    "workshops:appointment_slip",
}
FOR_THE_DIRECTOR = {
    "workshops:new_skill_grid",
}
ACTIONS = {
    "workshops:cancelling_text",
    "workshops:close_appointment",
    "workshops:register",
    "workshops:mark",
    "workshops:queue",
    "workshops:guest",
    "workshops:note_call",
    "workshops:register_for_cycle",
    "workshops:give_back",
    "workshops:arrive",
    "workshops:answer",
    "workshops:revoke_feed",
    "workshops:withdraw_type",
    "workshops:take_back_absence",
    "workshops:cancel_drop_in",
    "workshops:note_arrival",
    "workshops:move_arrival",
    "workshops:finish_step",
    "workshops:note_passage",
    "workshops:take_back_passage",
    "workshops:unbook",
}
FILES = {
    "workshops:call_paper",
    "workshops:sheet_paper",
    "workshops:scan",
    "workshops:certificates",
    "workshops:certificate",
    "workshops:poster",
    "workshops:slips",
    "workshops:event",
    "workshops:support_paper",
    "workshops:desk_figures_csv",
    "workshops:day_sheet",
    "workshops:letters",
    "workshops:hours_csv",
    "workshops:progress_paper",
    "workshops:appointment_slip",
}
PARTS = {"workshops:waiting_list"}


def an_accepted_referral(worker):
    accepted = Referral.objects.visible_to(worker).filter(status=Referral.Status.ACCEPTED)
    return [accepted.filter(registrations__isnull=False).latest("received_on", "pk").pk]


def a_complaint(worker):
    """One that the first counsellor wrote down."""
    clerk = User.objects.filter(role=User.Role.COUNSELLOR).earliest("pk")
    return [Complaint.objects.filter(received_by=clerk).latest("pk").pk]


def a_booked_seat(worker):
    booked = Registration.objects.visible_to(worker).exclude(referral=None).latest("pk")
    return [booked.referral_id, booked.pk]


def an_open_session(worker):
    return [Workshop.objects.open_to_all(now()).last().pk]


def somebody_expected(worker):
    return [Registration.objects.filter(status="registered", signature=None).latest("pk").pk]


def a_measure(worker):
    return [SkillMeasure.objects.standing().latest("pk").pk]


def a_workshop(worker):
    return [Workshop.objects.filter(registrations__isnull=False).latest("held_on", "pk").pk]


def an_appointment(worker):
    return [Appointment.objects.latest("pk").pk]


def a_token(model):
    return lambda worker: [links.token(model.objects.latest("pk"))]


ARGUMENTS = {
    "workshops:drop_in": latest(DropIn),
    "workshops:cancel_drop_in": latest(DropIn),
    "workshops:move_arrival": latest(Arrival),
    "workshops:record": latest(SupportSession),
    "workshops:complete_support": latest(SupportSession),
    "workshops:support_paper": latest(SupportPaper, is_confidential=False),
    "workshops:finish_step": latest(NextStep),
    "workshops:plan_step": a_person,
    "workshops:take_back_passage": latest(Passage, reverses=None),
    "workshops:aid_request": latest(AidRequest),
    "workshops:aid_of": a_person,
    "workshops:complaint": a_complaint,
    "workshops:change_cycle": latest(Cycle),
    "workshops:cancel_cycle": latest(Cycle),
    "workshops:sign": somebody_expected,
    "workshops:letters": lambda worker: [Workshop.objects.latest("pk").pk],
    "workshops:hours_csv": lambda worker: [2016],
    "workshops:book": an_accepted_referral,
    "workshops:unbook": a_booked_seat,
    "workshops:join": an_open_session,
    "workshops:skills": a_person,
    "workshops:measure_skills": a_person,
    "workshops:progress_paper": a_person,
    "workshops:correct_measure": a_measure,
    "workshops:appointment_slip": latest(Appointment, status="planned"),
    "workshops:appointments": a_person,
    "workshops:close_appointment": an_appointment,
    "workshops:cancel": a_workshop,
    "workshops:cancelling_text": a_workshop,
    "workshops:change": a_workshop,
    "workshops:repeat": a_workshop,
    "workshops:queue": a_workshop,
    "workshops:guest": a_workshop,
    "workshops:calls": a_workshop,
    "workshops:call_paper": a_workshop,
    "workshops:note_call": a_workshop,
    "workshops:sheet_paper": a_workshop,
    "workshops:sheets": a_workshop,
    "workshops:certificates": a_workshop,
    "workshops:poster": a_workshop,
    "workshops:slips": a_workshop,
    "workshops:event": a_workshop,
    "workshops:type": latest(WorkshopType),
    "workshops:withdraw_type": latest(WorkshopType),
    "workshops:room": latest(Room),
    "workshops:take_back_absence": latest(Absence),
    "workshops:cycle": latest(Cycle),
    "workshops:register_for_cycle": latest(Cycle),
    "workshops:give_back": latest(Registration),
    "workshops:take_back": latest(Registration),
    "workshops:arrive": latest(Registration),
    "workshops:certificate": latest(Registration, status="present"),
    "workshops:answer": latest(Queued),
    "workshops:scan": latest(Sheet),
    "workshops:revoke_feed": latest(Feed),
    "workshops:seat": a_token(Registration),
    "workshops:offer": a_token(Queued),
    "workshops:feed": lambda worker: [Feed.objects.latest("pk").token],
    "workshops:workshop": a_workshop,
    "workshops:register": a_workshop,
    "workshops:mark": a_workshop,
    "workshops:activity": a_person,
    "workshops:support": a_person,
}
