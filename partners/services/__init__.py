"""What is done with partners: each verb is one transaction and one line of the journal."""

from .conventions import agree, amend, attach, remind_of_terms, write_text
from .directory import bring_in_places, end_place, keep_place
from .invitations import accept_invitation, invite, withdraw_invitation
from .members import (
    confirm_members,
    end_membership,
    name_administrator,
    review_members,
    step_down,
)
from .network import record_action
from .offer import keep_house, keep_service
from .organisations import (
    accept_organisation,
    commit_to_protection,
    correct_organisation,
    open_organisation,
    propose_organisation,
    refuse_organisation,
)

__all__ = [
    "accept_invitation",
    "accept_organisation",
    "agree",
    "amend",
    "attach",
    "bring_in_places",
    "commit_to_protection",
    "confirm_members",
    "correct_organisation",
    "end_membership",
    "end_place",
    "invite",
    "keep_house",
    "keep_place",
    "keep_service",
    "name_administrator",
    "open_organisation",
    "propose_organisation",
    "record_action",
    "refuse_organisation",
    "remind_of_terms",
    "review_members",
    "step_down",
    "withdraw_invitation",
    "write_text",
]
