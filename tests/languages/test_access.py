"""Translations: every address × every role."""

from tests.languages import access
from tests.support.doors import Doors


class TestAccess(Doors):
    room = access
