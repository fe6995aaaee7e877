"""What goes back to referrers: every address × every role."""

from tests.returns import access
from tests.support.doors import Doors


class TestAccess(Doors):
    room = access
