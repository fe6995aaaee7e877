"""Signing in and one's own account: every address × every role."""

from tests.accounts import access
from tests.support.doors import Doors


class TestAccess(Doors):
    room = access
