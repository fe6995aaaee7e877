"""Workshops and who came, who waits for a seat, support given to one person, appointments."""

from .appointments import Appointment
from .hours import Absence, Occupation, OpeningHours
from .programmes import Cycle, Room, ThemesField, WorkshopType
from .registrations import Guest, Registration, Waiting
from .sessions import SupportSession, Workshop

__all__ = [
    "Absence",
    "Appointment",
    "Cycle",
    "Guest",
    "Occupation",
    "OpeningHours",
    "Registration",
    "Room",
    "SupportSession",
    "ThemesField",
    "Waiting",
    "Workshop",
    "WorkshopType",
]
