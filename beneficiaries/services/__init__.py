"""The verbs of people, referrals and enrolments."""

from .districts import bring_in_districts, locate
from .enrolments import enrol
from .people import correct_person, dismiss_duplicate, register_person, report_near_namesakes
from .referrals import accept_referral, receive, refer, refuse_referral

__all__ = [
    "accept_referral",
    "bring_in_districts",
    "correct_person",
    "dismiss_duplicate",
    "enrol",
    "locate",
    "receive",
    "refer",
    "refuse_referral",
    "register_person",
    "report_near_namesakes",
]
