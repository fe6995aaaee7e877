"""Surveys: every address × every role."""

from tests.support.doors import Doors
from tests.surveys import access


class TestAccess(Doors):
    room = access
