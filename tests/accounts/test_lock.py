"""A desk left alone locks itself; its own code opens it again."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts import services
from tests.support import factories
from tests.support.pages import text

LOCK, COUNTER = reverse("accounts:lock"), reverse("counter:counter")
MORNING = "2016-03-15 09:00"


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as stopped:
        yield stopped


@pytest.fixture
def nadia(clock, sign_in):
    return sign_in("counsellor")


@pytest.fixture
def after(client, clock):
    """`after(11)`: what the counter answers when the desk was left alone eleven minutes."""

    def answer(minutes):
        client.get(COUNTER)
        clock.shift(timedelta(minutes=minutes))
        return client.get(COUNTER)

    return answer


def test_a_desk_in_use_stays_open(nadia, after):
    assert after(9).status_code == 200


def test_a_desk_left_alone_is_locked_and_comes_back_where_it_was(client, nadia, after):
    services.choose_code(nadia, code="4821", by=nadia)
    answer = after(11)
    assert answer.url == f"{LOCK}?suite=%2Fguichet%2F"
    page = client.get(answer.url)
    assert "Code rapide" in text(page)
    assert "Personnes" not in text(page)
    opened = client.post(LOCK, {"secret": "4821", "suite": COUNTER})
    assert opened.url == COUNTER
    assert client.get(COUNTER).status_code == 200


def test_without_a_code_the_password_opens(client, nadia):
    nadia.set_password(factories.PASSWORD)
    nadia.save()
    client.force_login(nadia)
    client.post(LOCK, {"verrouiller": ""})
    assert client.post(LOCK, {"secret": "pas celui-là"}).status_code == 422
    assert client.post(LOCK, {"secret": factories.PASSWORD}).url == "/"


def test_a_locked_desk_answers_nothing_else(client, nadia):
    client.post(LOCK, {"verrouiller": ""})
    for address in (COUNTER, reverse("beneficiaries:people"), reverse("beneficiaries:new")):
        assert client.get(address).url.startswith(LOCK)
        assert client.forge(address).url == LOCK  # from a page that was open before
    live = client.get(COUNTER, {"q": "dia"}, headers={"HX-Request": "true"})
    assert live.headers["HX-Redirect"] == LOCK
    assert client.get(reverse("accounts:quick_code")).url == LOCK


def test_five_wrong_codes_sign_out(client, nadia):
    services.choose_code(nadia, code="4821", by=nadia)
    client.force_login(nadia)
    client.post(LOCK, {"verrouiller": ""})
    for _ in range(4):
        assert client.post(LOCK, {"secret": "0000"}).status_code == 422
    assert client.post(LOCK, {"secret": "0000"}).url == reverse("account_login")
    assert client.get(COUNTER).url.startswith(reverse("account_login"))


def test_the_lock_sends_nobody_to_another_site(client, nadia):
    assert client.get(LOCK, {"suite": "https://ailleurs.example/"}).url == "/"


@pytest.mark.parametrize(
    ("code", "again", "sentence"),
    [
        ("1234", "1234", "se devine trop vite"),
        ("7777", "7777", "se devine trop vite"),
        ("48", "48", "de quatre à huit chiffres"),
        ("abcd", "abcd", "de quatre à huit chiffres"),
        ("4821", "4822", "Les deux codes sont différents."),
    ],
)
def test_a_code_that_guards_nothing_is_refused(client, nadia, code, again, sentence):
    answer = client.post(reverse("accounts:quick_code"), {"code": code, "again": again})
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_a_code_is_never_stored_as_it_is(client, nadia):
    client.post(reverse("accounts:quick_code"), {"code": "4821", "again": "4821"})
    nadia.refresh_from_db()
    assert nadia.quick_code.startswith("argon2")
