"""People, what they were referred for, and their twelve months."""

from .cards import Card
from .diagnoses import TelecomDiagnosis
from .districts import District, DistrictStreet
from .eligibility import Assessment, Finding
from .enrolments import Enrolment
from .exits import ExitTalk, ExitTask, FollowUp, MarketOffer
from .movements import ExtensionMotive, ExtensionRequest, Movement
from .people import Beneficiary, DossierNumber, Household, PossibleDuplicate
from .programme import Criterion, ProgrammeVersion, Threshold
from .questions import ReferralQuestion
from .referrals import Referral
from .reviews import Review, ReviewSample
from .waiting import Waiting

__all__ = [
    "Assessment",
    "Beneficiary",
    "Card",
    "Criterion",
    "District",
    "DistrictStreet",
    "DossierNumber",
    "Enrolment",
    "ExitTalk",
    "ExitTask",
    "ExtensionMotive",
    "ExtensionRequest",
    "Finding",
    "FollowUp",
    "Household",
    "MarketOffer",
    "Movement",
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
