"""Two at once about one organisation, with real commits."""

import pytest

from accounts.models import User
from partners import services
from partners.models import Invitation, Membership
from tests.support import factories, network
from tests.support.races import of_type, race

pytestmark = pytest.mark.usefixtures("committed_db")


def test_two_administrators_who_step_down_at_once_leave_one():
    karim = network.administrator()
    lea = services.name_administrator(network.member(), by=karim)
    mine = karim.memberships.get()
    outcomes = race(
        [
            lambda: services.step_down(mine, by=karim),
            lambda: services.step_down(lea, by=karim),
        ]
    )
    [refusal] = of_type(str, outcomes)
    assert "administre" in refusal
    assert Membership.objects.running().filter(is_administrator=True).count() == 1


def test_a_link_opened_eight_times_at_once_makes_one_account():
    sent = network.invitation()

    def accept():
        return services.accept_invitation(
            sent, name="Inès Roy", password=factories.PASSWORD, at=network.AT
        )

    outcomes = race([accept] * 8)
    assert len(of_type(User, outcomes)) == 1
    assert all("ne sert plus" in words for words in of_type(str, outcomes))
    assert User.objects.filter(email=sent.email).count() == 1
    assert Invitation.objects.get().accepted_by.email == sent.email
