"""The verbs of people, referrals and enrolments."""

from .enrolments import enrol
from .people import correct_person, dismiss_duplicate, register_person, report_near_namesakes
from .referrals import accept_referral, receive, refer, refuse_referral

__all__ = [
    "accept_referral",
    "correct_person",
    "dismiss_duplicate",
    "enrol",
    "receive",
    "refer",
    "refuse_referral",
    "register_person",
    "report_near_namesakes",
]
