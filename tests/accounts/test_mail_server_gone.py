"""The mail server is away: what is done is done, and said so. With real commits, after which the
library writes to people."""

import socket

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import override_settings
from django.urls import reverse

from accounts.models import Letter
from tests.support import factories
from tests.support.pages import text

NEW = "les platanes de la Croix"


@pytest.fixture(autouse=True)
def _server_gone():
    """A port at which nobody listens, kept so by its holder."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        smtp = {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": held.getsockname()[1],
        }
        with override_settings(**smtp):
            yield


@pytest.fixture
def claire(client, committed_db):
    """The director, signed in by her password a moment ago."""
    claire = factories.user(
        "claire@pimms.example", "director", name="Claire Morel", password=factories.PASSWORD
    )
    client.post("/compte/login/", {"login": claire.email, "password": factories.PASSWORD})
    return claire


def letters() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("pk").values_list("to", "kind"))


def test_a_changed_password_says_that_it_is_changed(client, claire):
    page = client.post(
        reverse("account_change_password"),
        {"oldpassword": factories.PASSWORD, "password1": NEW, "password2": NEW},
        follow=True,
    )
    assert page.status_code == 200
    assert "Mot de passe modifié" in text(page)
    claire.refresh_from_db()
    assert claire.check_password(NEW)
    assert letters() == [(claire.email, "account_changed")]


def test_a_second_factor_that_is_stored_shows_its_recovery_codes(client, claire):
    client.get(reverse("mfa_activate_totp"), follow=True)
    client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD}, follow=True)
    secret = client.session["mfa.totp.secret"]
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret, counter))
    answer = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert answer.url == reverse("mfa_view_recovery_codes")
    page = client.generic("GET", answer.url)  # the library notes that they were shown
    assert Authenticator.objects.filter(user=claire, type="totp").exists()
    codes = Authenticator.objects.get(user=claire, type="recovery_codes").wrap()
    assert all(code in text(page) for code in codes.get_unused_codes())
    assert {kind for _, kind in letters()} == {"account_changed"}


def test_a_password_is_asked_for_anew(client, claire):
    client.post(reverse("account_logout"))
    page = client.post(reverse("account_reset_password"), {"email": claire.email}, follow=True)
    assert page.status_code == 200
