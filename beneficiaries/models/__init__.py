"""People, what they were referred for, and their twelve months."""

from .cards import Card
from .diagnoses import TelecomDiagnosis
from .districts import District, DistrictStreet
from .duplicates import UNDO_DAYS, Merge, PossibleDuplicate
from .eligibility import Assessment, Finding
from .enrolments import Enrolment
from .exits import EndNotice, ExitTalk, ExitTask, FollowUp, MarketOffer
from .history import Change
from .households import Kinship, household_size, relative_of
from .movements import ExtensionMotive, ExtensionRequest, Movement
from .notes import Note, Tag, Tagging
from .people import Beneficiary, DossierNumber, Household
from .programme import Criterion, ProgrammeVersion, Threshold
from .proxies import Proxy
from .questions import ReferralQuestion
from .referral_trail import (
    ReferralAttachment,
    ReferralCall,
    ReferralDraft,
    ReferralMessage,
    ReferralStep,
)
from .referrals import Referral
from .reviews import Review, ReviewSample
from .sheets import ReferralSheet, TypedSheet
from .tellings import Telling, TellingCall
from .waiting import Waiting

__all__ = [
    "Assessment",
    "Beneficiary",
    "Card",
    "Change",
    "Criterion",
    "District",
    "DistrictStreet",
    "DossierNumber",
    "EndNotice",
    "Enrolment",
    "ExitTalk",
    "ExitTask",
    "ExtensionMotive",
    "ExtensionRequest",
    "Finding",
    "FollowUp",
    "Household",
    "Kinship",
    "MarketOffer",
    "Merge",
    "Movement",
    "Note",
    "PossibleDuplicate",
    "ProgrammeVersion",
    "Proxy",
    "Referral",
    "ReferralAttachment",
    "ReferralCall",
    "ReferralDraft",
    "ReferralMessage",
    "ReferralQuestion",
    "ReferralSheet",
    "ReferralStep",
    "Review",
    "ReviewSample",
    "Tag",
    "Tagging",
    "TelecomDiagnosis",
    "Telling",
    "TellingCall",
    "Threshold",
    "TypedSheet",
    "UNDO_DAYS",
    "Waiting",
    "household_size",
    "relative_of",
]
