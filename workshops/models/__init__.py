"""Workshops and who came, who waits for a seat, support given to one person, appointments."""

from .appointments import Appointment
from .hours import Absence, Occupation, OpeningHours
from .messages import Message
from .programmes import Cycle, Room, ThemesField, WorkshopType
from .registrations import Guest, Registration, Waiting
from .sessions import SupportSession, Workshop
from .sheets import Feed, Sheet

__all__ = [
    "Absence",
    "Appointment",
    "Cycle",
    "Feed",
    "Guest",
    "Message",
    "Occupation",
    "OpeningHours",
    "Registration",
    "Room",
    "Sheet",
    "SupportSession",
    "ThemesField",
    "Waiting",
    "Workshop",
    "WorkshopType",
]
