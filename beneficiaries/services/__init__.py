"""The verbs of people, referrals and enrolments."""

from .cards import issue_card, revoke_card
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
from .people import correct_person, dismiss_duplicate, register_person, report_near_namesakes
from .referrals import accept_referral, receive, refer, refuse_referral

__all__ = [
    "accept_referral",
    "ask_extension",
    "check_offer",
    "correct_person",
    "dismiss_duplicate",
    "end_early",
    "enrol",
    "finish_exit_task",
    "follow_up",
    "grant_extension",
    "hold_exit_talk",
    "issue_card",
    "keep_offer",
    "prepare_exits",
    "receive",
    "refer",
    "refuse_extension",
    "refuse_referral",
    "register_person",
    "report_near_namesakes",
    "resume",
    "revoke_card",
    "suspend",
    "undo",
    "withdraw_offer",
]
