"""Workshops and who came, support given to one person, appointments."""

from .appointments import Appointment
from .sessions import Registration, SupportSession, ThemesField, Workshop

__all__ = ["Appointment", "Registration", "SupportSession", "ThemesField", "Workshop"]
