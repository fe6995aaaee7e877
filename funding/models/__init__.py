"""Who pays for the programme, how much, what for, and with which means it is run."""

from .budget import BudgetLine, Expense, Income, Share
from .funders import Call, Contact, Funder
from .grants import Grant, Instalment, Promise, Receipt
from .means import DedicatedMovement, Post, Resource, VolunteerHours
from .papers import Paper

__all__ = [
    "BudgetLine",
    "Call",
    "Contact",
    "DedicatedMovement",
    "Expense",
    "Funder",
    "Grant",
    "Income",
    "Instalment",
    "Paper",
    "Post",
    "Promise",
    "Receipt",
    "Resource",
    "Share",
    "VolunteerHours",
]
