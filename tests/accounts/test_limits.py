"""Guesses are counted by visitor, by all processes together, and the street locks nobody out."""

import re

import pytest
from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.urls import reverse

from accounts import browsers
from tests.support import factories
from tests.support.pages import text
from tests.support.visitor import Visitor

LOGIN, HOUSE, STREET = reverse("account_login"), "198.51.100.7", "203.0.113.9"
TOO_MANY = "Trop de tentatives"


@pytest.fixture(autouse=True)
def _one_proxy(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1


@pytest.fixture
def nadia(db):
    return factories.user(
        "nadia@pimms.example", "counsellor", name="Nadia Benali", password=factories.PASSWORD
    )


def knock(visitor, *, forwarded: str, password=factories.PASSWORD, email="nadia@pimms.example"):
    """What the visitor at that address is answered, through the proxy of the house."""
    through = {"REMOTE_ADDR": "10.0.0.1", "headers": {"x-forwarded-for": forwarded}}
    return visitor.post(LOGIN, {"login": email, "password": password}, **through)


def guess(*, forwarded: str, times: int, **more) -> list[str]:
    """The pages that a stranger is answered."""
    stranger = Visitor()
    return [
        text(knock(stranger, forwarded=forwarded, password=f"faux {number}", **more))
        for number in range(times)
    ]


def test_ten_bad_passwords_from_the_street_do_not_keep_the_house_signed_out(client, nadia):
    pages = guess(forwarded=STREET, times=11)
    assert TOO_MANY in pages[-1]
    assert knock(client, forwarded=HOUSE).status_code == 302


def test_bad_passwords_for_many_accounts_are_one_visitor_s(client, nadia):
    for number in range(10):
        guess(forwarded=STREET, times=1, email=f"lea{number}@pimms.example")
    assert TOO_MANY in guess(forwarded=STREET, times=1)[0]
    assert TOO_MANY in text(knock(Visitor(), forwarded=STREET))
    assert knock(client, forwarded=HOUSE).status_code == 302


def test_what_the_visitor_says_of_the_way_is_not_believed(nadia):
    for number in range(5):
        guess(forwarded=f"192.0.2.{number}, {STREET}", times=1)
    assert TOO_MANY in guess(forwarded=f"192.0.2.77, {STREET}", times=1)[0]


@pytest.mark.parametrize("forwarded", ["", "pas une adresse", ",", "::1", "é" * 300])
@pytest.mark.parametrize("proxies", [0, 1, 3])
def test_a_strange_way_is_no_fault(client, nadia, settings, forwarded, proxies):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    assert knock(client, forwarded=forwarded).status_code == 302


def test_a_socket_without_an_address_is_one_visitor(client, nadia, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    said = {"login": nadia.email, "password": factories.PASSWORD}
    assert client.post(LOGIN, said, REMOTE_ADDR="").status_code == 302


def test_strangers_everywhere_are_counted_together_and_the_house_s_browser_apart(
    client, nadia, settings
):
    rates = settings.ACCOUNT_RATE_LIMITS | {"login_failed_by_strangers": "3/h/key"}
    settings.ACCOUNT_RATE_LIMITS = rates
    assert knock(client, forwarded=HOUSE).status_code == 302
    client.post(reverse("account_logout"))
    pages = [page for at in range(4) for page in guess(forwarded=f"192.0.2.{at}", times=1)]
    assert [TOO_MANY in page for page in pages] == [False, False, False, True]
    assert TOO_MANY in text(knock(Visitor(), forwarded=HOUSE))
    assert knock(client, forwarded=HOUSE).status_code == 302


def test_a_guest_on_the_house_s_own_address_locks_its_browsers_not_out(client, nadia):
    assert knock(client, forwarded=HOUSE).status_code == 302
    client.post(reverse("account_logout"))
    for number in range(3):
        guess(forwarded=HOUSE, times=5, email=f"lea{number}@pimms.example")
    guess(forwarded=HOUSE, times=5)
    assert TOO_MANY in text(knock(Visitor(), forwarded=HOUSE))
    assert knock(client, forwarded=HOUSE).status_code == 302


def test_a_browser_that_is_known_guesses_no_more_than_others(client, nadia):
    assert knock(client, forwarded=HOUSE).status_code == 302
    client.post(reverse("account_logout"))
    pages = [text(knock(client, forwarded=HOUSE, password="faux")) for _ in range(6)]
    assert [TOO_MANY in page for page in pages] == [False] * 5 + [True]


def test_a_browser_is_known_by_a_word_that_names_nobody(client, nadia):
    knock(client, forwarded=HOUSE)
    cookie = client.cookies[browsers.COOKIE]
    assert re.fullmatch(r"[\w-]{43}", cookie.value)
    assert cookie["httponly"]
    client.cookies[browsers.COOKIE] = "a" * 43  # made up
    client.post(reverse("account_logout"))
    guess(forwarded=HOUSE, times=5)
    assert TOO_MANY in text(knock(client, forwarded=HOUSE))


def test_what_is_counted_stands_in_the_database(nadia):
    """Every process finds it there, and after a restart too."""
    assert isinstance(caches[DEFAULT_CACHE_ALIAS], DatabaseCache)
    guess(forwarded=STREET, times=5)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM accounts_counted WHERE cache_key LIKE '%login_failed%'"
        )
        assert cursor.fetchone()[0] >= 2
    del caches[DEFAULT_CACHE_ALIAS]  # as in another process
    assert TOO_MANY in guess(forwarded=STREET, times=1)[0]
