"""Workshops, support and the desk: every address × every role."""

from tests.support.doors import Doors
from tests.workshops import access


class TestAccess(Doors):
    room = access
