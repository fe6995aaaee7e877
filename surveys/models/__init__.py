"""Questionnaires by version, campaigns, answers without names."""

from .campaigns import Campaign, Response, Withdrawal
from .questionnaires import Question, Questionnaire

__all__ = ["Campaign", "Question", "Questionnaire", "Response", "Withdrawal"]
