"""The counter: every address × every role."""

from tests.counter import access
from tests.support.doors import Doors


class TestAccess(Doors):
    room = access
