"""Registers on their way in: every address × every role."""

from tests.register import access
from tests.support.doors import Doors


class TestAccess(Doors):
    room = access
