"""People, what they were referred for, and their twelve months."""

from .duplicates import UNDO_DAYS, Merge, PossibleDuplicate
from .enrolments import Assessment, Enrolment
from .history import Change
from .households import Kinship, household_size, relative_of
from .notes import Note, Tag, Tagging
from .people import Beneficiary, DossierNumber, Household
from .proxies import Proxy
from .referrals import Referral

__all__ = [
    "UNDO_DAYS",
    "Assessment",
    "Beneficiary",
    "Change",
    "DossierNumber",
    "Enrolment",
    "Household",
    "Kinship",
    "Merge",
    "Note",
    "PossibleDuplicate",
    "Proxy",
    "Referral",
    "Tag",
    "Tagging",
    "household_size",
    "relative_of",
]
