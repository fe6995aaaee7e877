"""The ledger, the stock and the till: every address × every role."""

from tests.recharges import access
from tests.support.doors import Doors


class TestAccess(Doors):
    room = access
