"""The organisations we work with, who belongs to them, and what was agreed with them."""

from .conventions import Amendment, Convention, ConventionDocument, ConventionText
from .directory import Place
from .network import NetworkAction
from .offer import OurHouse, OurService
from .organisations import Commitment, Invitation, Membership, Organisation

__all__ = [
    "Amendment",
    "Commitment",
    "Convention",
    "ConventionDocument",
    "ConventionText",
    "Invitation",
    "Membership",
    "NetworkAction",
    "Organisation",
    "OurHouse",
    "OurService",
    "Place",
]
