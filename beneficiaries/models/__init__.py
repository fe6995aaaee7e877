"""People, what they were referred for, and their twelve months."""

from .enrolments import Assessment, Enrolment
from .people import Beneficiary, DossierNumber, Household, PossibleDuplicate
from .referrals import Referral

__all__ = [
    "Assessment",
    "Beneficiary",
    "DossierNumber",
    "Enrolment",
    "Household",
    "PossibleDuplicate",
    "Referral",
]
