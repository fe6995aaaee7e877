"""Organisations and the network: every address × every role."""

from tests.partners import access
from tests.support.doors import Doors


class TestAccess(Doors):
    room = access
