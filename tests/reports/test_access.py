"""Figures and reports: every address × every role."""

from tests.reports import access
from tests.support.doors import Doors


class TestAccess(Doors):
    room = access
