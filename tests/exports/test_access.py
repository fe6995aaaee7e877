"""Lists on their way out: every address × every role."""

from tests.exports import access
from tests.support.doors import Doors


class TestAccess(Doors):
    room = access
