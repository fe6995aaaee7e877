"""The part of the table that is about permanences, support and the register of the desk."""

from accounts.models import User
from tests.support.objects import a_person, latest
from workshops.models import (
    AidRequest,
    Arrival,
    Complaint,
    DropIn,
    NextStep,
    Passage,
    SupportPaper,
    SupportSession,
)

FOR_STAFF = {
    "workshops:drop_ins",
    "workshops:plan_drop_ins",
    "workshops:drop_in",
    "workshops:cancel_drop_in",
    "workshops:waiting_room",
    "workshops:waiting_list",
    "workshops:note_arrival",
    "workshops:move_arrival",
    "workshops:record",
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
}
ACTIONS = {
    "workshops:cancel_drop_in",
    "workshops:note_arrival",
    "workshops:move_arrival",
    "workshops:finish_step",
    "workshops:note_passage",
    "workshops:take_back_passage",
}
FILES = {
    "workshops:support_paper",
    "workshops:desk_figures_csv",
    "workshops:day_sheet",
}
PARTS = {"workshops:waiting_list"}


def a_complaint(worker):
    """One that the first counsellor wrote down."""
    clerk = User.objects.filter(role=User.Role.COUNSELLOR).earliest("pk")
    return [Complaint.objects.filter(received_by=clerk).latest("pk").pk]


ARGUMENTS = {
    "workshops:drop_in": latest(DropIn),
    "workshops:cancel_drop_in": latest(DropIn),
    "workshops:move_arrival": latest(Arrival),
    "workshops:record": latest(SupportSession),
    "workshops:support_paper": latest(SupportPaper, is_confidential=False),
    "workshops:finish_step": latest(NextStep),
    "workshops:plan_step": a_person,
    "workshops:take_back_passage": latest(Passage, reverses=None),
    "workshops:aid_request": latest(AidRequest),
    "workshops:aid_of": a_person,
    "workshops:complaint": a_complaint,
}
