"""The pages at which one says who one is open at their first empty field."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.urls import reverse

from tests.support import factories
from tests.support.pages import text
from tests.support.postbox import words

LOGIN, RESET = "/compte/login/", "/compte/password/reset/"


def begins_at(answer) -> list[str]:
    """The fields that have the focus when the page opens."""
    return re.findall(r'<input[^>]*name="(\w+)"[^>]*autofocus', answer.content.decode())


@pytest.fixture
def nadia(db):
    return factories.user(
        "nadia@pimms.example", "counsellor", name="Nadia Benali", password=factories.PASSWORD
    )


def knock(client, nadia, password=factories.PASSWORD):
    return client.post(LOGIN, {"login": nadia.email, "password": password}, follow=True)


def test_an_address_is_typed_at_once(client, db):
    assert begins_at(client.get(LOGIN)) == ["login"]
    assert begins_at(client.get(RESET)) == ["email"]


def test_what_was_refused_is_heard_first(client, nadia):
    assert begins_at(knock(client, nadia, password="un autre mot de passe")) == []


def test_a_message_is_heard_first(client, sign_in):
    sign_in("counsellor")
    answer = client.post(reverse("account_logout"), follow=True)
    assert "Vous êtes déconnecté" in text(answer)
    assert begins_at(answer) == []
    assert begins_at(client.get(LOGIN)) == ["login"]


def test_a_new_password_is_typed_at_once(client, nadia, postbox):
    with postbox.opened():
        client.post(RESET, {"email": nadia.email})
    [letter] = postbox.to(nadia.email)
    [link] = [word for word in words(letter).split() if "/password/reset/key/" in word]
    assert begins_at(client.get(link, follow=True)) == ["password1"]


def test_a_code_is_typed_at_once(client, nadia):
    Authenticator.objects.create(
        user=nadia, type=Authenticator.Type.TOTP, data={"secret": generate_totp_secret()}
    )
    assert begins_at(knock(client, nadia)) == ["code"]


def test_a_password_asked_for_again_is_typed_at_once_and_a_secret_is_heard_first(client, nadia):
    knock(client, nadia)
    answer = client.get(reverse("mfa_activate_totp"), follow=True)
    assert answer.request["PATH_INFO"] == reverse("account_reauthenticate")
    assert begins_at(answer) == ["password"]
    asked = {"password": factories.PASSWORD, "next": reverse("mfa_activate_totp")}
    answer = client.post(reverse("account_reauthenticate"), asked, follow=True)
    assert answer.request["PATH_INFO"] == reverse("mfa_activate_totp")
    assert begins_at(answer) == []
