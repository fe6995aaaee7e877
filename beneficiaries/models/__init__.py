"""People, what they were referred for, and their twelve months."""

from .cards import Card
from .enrolments import Assessment, Enrolment
from .exits import ExitTalk, ExitTask, FollowUp, MarketOffer
from .movements import ExtensionMotive, ExtensionRequest, Movement
from .people import Beneficiary, DossierNumber, Household, PossibleDuplicate
from .referrals import Referral

__all__ = [
    "Assessment",
    "Beneficiary",
    "Card",
    "DossierNumber",
    "Enrolment",
    "ExitTalk",
    "ExitTask",
    "ExtensionMotive",
    "ExtensionRequest",
    "FollowUp",
    "Household",
    "MarketOffer",
    "Movement",
    "PossibleDuplicate",
    "Referral",
]
