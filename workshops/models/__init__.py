"""Workshops and who came, who waits for a seat, support given to one person, appointments."""

from .appointments import Appointment
from .drop_ins import DropIn
from .hours import Absence, Occupation, OpeningHours
from .messages import Message
from .passages import Passage
from .programmes import Cycle, Room, ThemesField, WorkshopType
from .registrations import Guest, Registration, Waiting
from .requests import AidRequest, Complaint
from .sessions import Workshop
from .sheets import Feed, Sheet
from .signatures import Signature
from .skills import Skill, SkillGrid, SkillMeasure
from .support import NextStep, PrivateNote, SupportPaper, SupportSession
from .waiting_room import Arrival

__all__ = [
    "Absence",
    "AidRequest",
    "Appointment",
    "Arrival",
    "Complaint",
    "Cycle",
    "DropIn",
    "Feed",
    "Guest",
    "Message",
    "NextStep",
    "Occupation",
    "OpeningHours",
    "Passage",
    "PrivateNote",
    "Registration",
    "Room",
    "Sheet",
    "Signature",
    "Skill",
    "SkillGrid",
    "SkillMeasure",
    "SupportPaper",
    "SupportSession",
    "ThemesField",
    "Waiting",
    "Workshop",
    "WorkshopType",
]
