"""Many at one lock or at one account at once, with real commits: each guess counts."""

import pytest
from django.urls import reverse

from accounts import services
from tests.support import factories
from tests.support.pages import text
from tests.support.races import race
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("committed_db")

LOCK, LOGIN = reverse("accounts:lock"), reverse("account_login")


def at_the_same_desk(visitor: Visitor) -> Visitor:
    other = Visitor()
    other.cookies["sessionid"] = visitor.cookies["sessionid"].value
    return other


def test_forty_guesses_at_once_count_as_forty():
    nadia = factories.counsellor()
    services.choose_code(nadia, code="4821", by=nadia)
    desk = Visitor()
    desk.force_login(nadia)
    desk.forge(LOCK, {"verrouiller": ""})
    crowd = [at_the_same_desk(desk) for _ in range(40)]

    answers = race([lambda who=who: who.forge(LOCK, {"secret": "0000"}) for who in crowd])

    assert [answer.status_code for answer in answers].count(422) <= 4
    assert {answer.url.partition("?")[0] for answer in answers if answer.status_code == 302} == {
        LOGIN
    }
    assert desk.get("/guichet/").url.startswith(LOGIN)


def test_twenty_passwords_at_once_are_no_more_than_five():
    nadia = factories.user("nadia@pimms.example", "counsellor", password=factories.PASSWORD)
    crowd = [Visitor() for _ in range(20)]

    answers = race(
        [
            lambda who=who: who.forge(LOGIN, {"login": nadia.email, "password": "faux"})
            for who in crowd
        ]
    )

    looked_at = [answer for answer in answers if "Trop de" not in text(answer)]
    assert len(looked_at) <= 5
