"""What the director does with money: ask, receive, spend, account for it."""

from .books import attribute, give_back, note_expense, note_income, plan, take_back
from .calls import answer, decide, drop, watch
from .funders import add_contact, add_funder, correct_funder, end_contact
from .grants import (
    cancel_instalment,
    correct,
    expect,
    grant,
    promise,
    receive,
    report_sent,
    return_receipt,
)
from .means import add_post, add_resource, end_post, end_resource, note_hours, set_aside
from .papers import attach

__all__ = [
    "add_contact",
    "add_funder",
    "add_post",
    "add_resource",
    "answer",
    "attach",
    "attribute",
    "cancel_instalment",
    "correct",
    "correct_funder",
    "decide",
    "drop",
    "end_contact",
    "end_post",
    "end_resource",
    "expect",
    "give_back",
    "grant",
    "note_expense",
    "note_hours",
    "note_income",
    "plan",
    "promise",
    "receive",
    "report_sent",
    "return_receipt",
    "set_aside",
    "take_back",
    "watch",
]
