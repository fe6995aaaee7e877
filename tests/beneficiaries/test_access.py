"""People, referrals and rights: every address × every role."""

from tests.beneficiaries import access
from tests.support.doors import Doors


class TestAccess(Doors):
    room = access
