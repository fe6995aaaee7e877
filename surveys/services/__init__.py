"""The verbs of surveys."""

from .campaigns import answer, close_campaign, open_campaign, withdraw
from .questionnaires import (
    add_question,
    change_question,
    move_question,
    open_questionnaire,
    open_version,
    remove_question,
)

__all__ = [
    "add_question",
    "answer",
    "change_question",
    "close_campaign",
    "move_question",
    "open_campaign",
    "open_questionnaire",
    "open_version",
    "remove_question",
    "withdraw",
]
