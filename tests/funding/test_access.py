"""Funders and means: every address × every role."""

from tests.funding import access
from tests.support.doors import Doors


class TestAccess(Doors):
    room = access
