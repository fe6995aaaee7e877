"""A desk left alone locks itself; its own code opens it again."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
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


def test_a_page_that_refreshes_itself_is_no_sign_of_life(client, nadia, clock):
    client.get(COUNTER)
    for _ in range(11):
        clock.shift(timedelta(minutes=1))
        answer = client.get(COUNTER, headers={"x-unattended": "1"})
    assert answer.url.startswith(LOCK)


def test_each_page_that_refreshes_itself_says_so():
    folder = settings.BASE_DIR / "templates"
    found = {path: path.read_text() for path in folder.rglob("*.html")}
    tags = [
        (path.name, tag)
        for path, words in found.items()
        for tag in re.findall(r"<\w+[^<]*hx-trigger=\"[^\"]*every[^<]*", words)
    ]
    assert len(tags) >= 3
    assert [name for name, tag in tags if "x-unattended" not in tag] == []


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


def test_five_wrong_codes_sign_out(client, nadia):
    services.choose_code(nadia, code="4821", by=nadia)
    client.force_login(nadia)
    client.post(LOCK, {"verrouiller": ""})
    for _ in range(4):
        assert client.post(LOCK, {"secret": "0000"}).status_code == 422
    assert client.post(LOCK, {"secret": "0000"}).url == reverse("account_login")
    assert client.get(COUNTER).url.startswith(reverse("account_login"))


def test_who_comes_back_in_time_has_all_guesses_again(client, nadia):
    services.choose_code(nadia, code="4821", by=nadia)
    client.force_login(nadia)
    for _ in range(2):
        client.post(LOCK, {"verrouiller": ""})
        for _ in range(4):
            assert client.post(LOCK, {"secret": "0000"}).status_code == 422
        assert client.post(LOCK, {"secret": "4821"}).status_code == 302
    assert client.get(COUNTER).status_code == 200


def test_what_was_asked_before_the_lock_does_not_open_it(client, nadia):
    client.get(COUNTER)
    slow = client.session  # of a page that is still being made
    client.post(LOCK, {"verrouiller": ""})
    slow["seen"] += 60
    slow.save()
    assert client.get(COUNTER).url.startswith(LOCK)


def test_a_page_that_was_sent_to_a_locked_desk_is_gone_back_to(client, nadia):
    client.post(LOCK, {"verrouiller": ""})
    new, page = reverse("beneficiaries:new"), "http://testserver/personnes/nouvelle/?de=2"
    answer = client.forge(new, headers={"referer": page})
    assert answer.url == f"{LOCK}?suite=%2Fpersonnes%2Fnouvelle%2F%3Fde%3D2"
    live = {"HX-Request": "true", "HX-Current-URL": page}
    assert client.get(COUNTER, headers=live).headers["HX-Redirect"] == answer.url
    elsewhere = {"referer": "https://ailleurs.example/"}
    assert client.forge(new, headers=elsewhere).url == LOCK


def test_the_button_locks_and_comes_back_where_it_was(client, nadia):
    people = reverse("beneficiaries:people")
    client.get(people)
    answer = client.post(LOCK, {"verrouiller": ""})
    assert answer.url == f"{LOCK}?suite=%2Fpersonnes%2F"


def test_the_lock_says_nothing_of_what_was_done_before_it(client, nadia):
    client.get(reverse("beneficiaries:new"))
    client.post(
        reverse("beneficiaries:new"),
        {"last_name": "Sissoko", "born_on": "1984-03-15", "commune": "Antony (92160)"},
    )
    client.post(LOCK, {"verrouiller": ""})
    assert "SISSOKO" not in text(client.get(LOCK)).upper()


def test_a_session_that_ended_shows_the_page_to_sign_in_and_never_inside_a_list(client, nadia):
    client.logout()
    page = "http://testserver/guichet/"
    live = client.forge(
        COUNTER, {"q": "dia"}, headers={"HX-Request": "true", "HX-Current-URL": page}
    )
    login = reverse("account_login")
    assert live.headers["HX-Redirect"] == f"{login}?next=%2Fguichet%2F"
    assert live.content == b""
    answer = client.forge(reverse("beneficiaries:new"), headers={"referer": page})
    assert answer.url == f"{login}?next=%2Fguichet%2F"


@pytest.mark.parametrize(
    "asked", ["https://ailleurs.example/", "//ailleurs.example/", "12", "home"]
)
def test_the_lock_sends_nobody_to_another_site_nor_to_what_is_no_page(client, nadia, asked):
    assert client.get(LOCK, {"suite": asked}).url == "/"


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
