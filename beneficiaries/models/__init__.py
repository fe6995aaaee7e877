"""People, what they were referred for, and their twelve months."""

from .districts import District, DistrictStreet
from .enrolments import Assessment, Enrolment
from .people import Beneficiary, DossierNumber, Household, PossibleDuplicate
from .referrals import Referral

__all__ = [
    "Assessment",
    "Beneficiary",
    "District",
    "DistrictStreet",
    "DossierNumber",
    "Enrolment",
    "Household",
    "PossibleDuplicate",
    "Referral",
]
