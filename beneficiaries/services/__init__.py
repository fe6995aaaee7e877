"""The verbs of people, referrals and enrolments."""

from .enrolments import enrol
from .files import archive, entrust, note, pin, tag
from .households import end_kinship, end_proxy, grant_proxy, leave_household, relate
from .merging import merge, suspect, unmerge
from .people import correct_person, dismiss_duplicate, register_person, report_near_namesakes
from .referrals import accept_referral, receive, refer, refuse_referral

__all__ = [
    "accept_referral",
    "archive",
    "correct_person",
    "dismiss_duplicate",
    "end_kinship",
    "end_proxy",
    "enrol",
    "entrust",
    "grant_proxy",
    "leave_household",
    "merge",
    "note",
    "pin",
    "receive",
    "refer",
    "refuse_referral",
    "register_person",
    "relate",
    "report_near_namesakes",
    "suspect",
    "tag",
    "unmerge",
]
