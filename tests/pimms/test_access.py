"""The home page: every address × every role."""

from tests.pimms import access
from tests.support.doors import Doors


class TestAccess(Doors):
    room = access
