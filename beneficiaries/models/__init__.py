"""People, what they were referred for, and their twelve months."""

from .diagnoses import TelecomDiagnosis
from .districts import District, DistrictStreet
from .eligibility import Assessment, Finding
from .enrolments import Enrolment
from .people import Beneficiary, DossierNumber, Household, PossibleDuplicate
from .programme import Criterion, ProgrammeVersion, Threshold
from .questions import ReferralQuestion
from .referrals import Referral
from .reviews import Review, ReviewSample
from .waiting import Waiting

__all__ = [
    "Assessment",
    "Beneficiary",
    "Criterion",
    "District",
    "DistrictStreet",
    "DossierNumber",
    "Enrolment",
    "Finding",
    "Household",
    "PossibleDuplicate",
    "ProgrammeVersion",
    "Referral",
    "ReferralQuestion",
    "Review",
    "ReviewSample",
    "TelecomDiagnosis",
    "Threshold",
    "Waiting",
]
