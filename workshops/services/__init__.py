"""The verbs of workshops, support and appointments."""

from .appointments import close_appointment, make_appointment
from .sessions import mark, plan, record_support, register

__all__ = [
    "close_appointment",
    "make_appointment",
    "mark",
    "plan",
    "record_support",
    "register",
]
