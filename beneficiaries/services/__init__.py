"""The verbs of people, referrals, eligibility and enrolments."""

from .diagnoses import diagnose
from .districts import bring_in_districts, locate
from .eligibility import (
    admit,
    admitted,
    assess,
    decide,
    decline,
    household_size,
    last_assessment,
    open_at_first_purchase,
    open_twelve_months,
    send_back,
    sign,
)
from .enrolments import enrol
from .people import correct_person, dismiss_duplicate, register_person, report_near_namesakes
from .programme import change_programme
from .questions import answer_question, ask_referrer
from .queue import enrol_from_waiting_list
from .referrals import accept_referral, receive, refer, refuse_referral
from .reviews import draw_sample, reply, review
from .waiting import join_waiting_list, leave_waiting_list, offer_place

__all__ = [
    "accept_referral",
    "admit",
    "admitted",
    "answer_question",
    "ask_referrer",
    "assess",
    "bring_in_districts",
    "change_programme",
    "correct_person",
    "decide",
    "decline",
    "diagnose",
    "dismiss_duplicate",
    "draw_sample",
    "enrol",
    "enrol_from_waiting_list",
    "household_size",
    "join_waiting_list",
    "last_assessment",
    "leave_waiting_list",
    "locate",
    "offer_place",
    "open_at_first_purchase",
    "open_twelve_months",
    "receive",
    "refer",
    "refuse_referral",
    "register_person",
    "reply",
    "report_near_namesakes",
    "review",
    "send_back",
    "sign",
]
