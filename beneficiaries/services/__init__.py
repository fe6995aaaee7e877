"""The verbs of people, referrals, eligibility and enrolments."""

from .cards import issue_card, revoke_card
from .diagnoses import diagnose
from .districts import bring_in_districts, locate
from .eligibility import (
    admit,
    admitted,
    assess,
    decide,
    decline,
    last_assessment,
    open_at_first_purchase,
    open_twelve_months,
    send_back,
    sign,
)
from .enrolments import enrol
from .entitlements import (
    ask_extension,
    end_early,
    grant_extension,
    refuse_extension,
    resume,
    suspend,
    undo,
)
from .exits import (
    check_offer,
    finish_exit_task,
    follow_up,
    hold_exit_talk,
    keep_offer,
    prepare_exits,
    withdraw_offer,
)
from .files import archive, entrust, note, pin, tag
from .households import end_kinship, end_proxy, grant_proxy, leave_household, relate
from .merging import merge, suspect, unmerge
from .people import correct_person, dismiss_duplicate, register_person, report_near_namesakes
from .programme import change_programme
from .questions import answer_question, ask_referrer
from .queue import enrol_from_waiting_list
from .referrals import accept_referral, receive, refer, refuse_referral
from .reviews import draw_sample, reply, review
from .sheets import print_sheets, type_in, type_in_unnumbered
from .tellings import change_told_back, note_call, tell
from .waiting import join_waiting_list, leave_waiting_list, offer_place

__all__ = [
    "accept_referral",
    "admit",
    "admitted",
    "answer_question",
    "archive",
    "ask_extension",
    "ask_referrer",
    "assess",
    "bring_in_districts",
    "change_programme",
    "change_told_back",
    "check_offer",
    "correct_person",
    "decide",
    "decline",
    "diagnose",
    "dismiss_duplicate",
    "draw_sample",
    "end_early",
    "end_kinship",
    "end_proxy",
    "enrol",
    "enrol_from_waiting_list",
    "entrust",
    "finish_exit_task",
    "follow_up",
    "grant_extension",
    "grant_proxy",
    "hold_exit_talk",
    "issue_card",
    "join_waiting_list",
    "keep_offer",
    "last_assessment",
    "leave_household",
    "leave_waiting_list",
    "locate",
    "merge",
    "note",
    "note_call",
    "offer_place",
    "open_at_first_purchase",
    "open_twelve_months",
    "pin",
    "prepare_exits",
    "print_sheets",
    "receive",
    "refer",
    "refuse_extension",
    "refuse_referral",
    "register_person",
    "relate",
    "reply",
    "report_near_namesakes",
    "resume",
    "review",
    "revoke_card",
    "send_back",
    "sign",
    "suspect",
    "suspend",
    "tag",
    "tell",
    "type_in",
    "type_in_unnumbered",
    "undo",
    "unmerge",
    "withdraw_offer",
]
