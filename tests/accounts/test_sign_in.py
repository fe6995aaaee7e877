"""Signing in by e-mail, and what stays shut."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from tests.support import factories
from tests.support.postbox import words

LOGIN, RESET = "/compte/login/", "/compte/password/reset/"


@pytest.fixture
def nadia_with_a_password(db):
    return factories.user(
        "nadia@pimms.example", "counsellor", name="Nadia Benali", password=factories.PASSWORD
    )


def knock(client, email="nadia@pimms.example", password=factories.PASSWORD):
    return client.post(LOGIN, {"login": email, "password": password})


@pytest.mark.usefixtures("nadia_with_a_password")
@pytest.mark.parametrize("email", ["nadia@pimms.example", "Nadia@PIMMS.example"])
def test_nadia_signs_in_with_her_address_in_any_case(client, email):
    answer = knock(client, email)
    assert answer.status_code == 302
    assert "_auth_user_id" in client.session


@pytest.mark.usefixtures("nadia_with_a_password")
def test_a_wrong_password_and_an_unknown_address_are_told_apart_by_nothing(client):
    wrong = knock(client, password="un autre mot de passe")
    unknown = knock(client, email="personne@pimms.example")
    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert "_auth_user_id" not in client.session


def test_an_account_that_is_closed_opens_no_door(client, nadia_with_a_password):
    User.objects.update(is_active=False)
    knock(client)
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("nadia_with_a_password")
def test_the_sixth_wrong_password_is_one_too_many(client):
    for _ in range(5):
        knock(client, password="un autre mot de passe")
    knock(client)
    assert "_auth_user_id" not in client.session


def test_nobody_opens_an_account_alone(client, db):
    client.forge(
        reverse("account_signup"),
        {"email": "x@x.example", "password1": factories.PASSWORD, "password2": factories.PASSWORD},
    )
    assert User.objects.count() == 0


@pytest.mark.parametrize("password", ["court", "q1w2e3r4t5y6", "nadia@pimms.example"])
def test_a_weak_password_is_refused(client, nadia_with_a_password, password):
    client.force_login(nadia_with_a_password)
    client.post(
        reverse("account_change_password"),
        {"oldpassword": factories.PASSWORD, "password1": password, "password2": password},
    )
    nadia_with_a_password.refresh_from_db()
    assert nadia_with_a_password.check_password(factories.PASSWORD)


@pytest.mark.usefixtures("nadia_with_a_password")
def test_a_forgotten_password_is_asked_for_by_mail_and_set_anew(client, postbox):
    with postbox.opened():
        client.post(reverse("account_reset_password"), {"email": "Nadia@pimms.example"})
    [letter] = postbox.to("nadia@pimms.example")
    [link] = [word for word in words(letter).split() if "/password/reset/key/" in word]
    page = client.get(link, follow=True)
    new = "les platanes de la Croix"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    knock(client, password=new)
    assert "_auth_user_id" in client.session


@pytest.mark.usefixtures("nadia_with_a_password")
def test_an_address_that_nobody_has_is_not_told_to_the_one_who_asks(client, postbox):
    """Not by the words of the answer, nor by the time that it takes: the same is done for all."""

    def asked(email):
        client.get(RESET)
        with CaptureQueriesContext(connection) as done:
            answer = client.post(RESET, {"email": email}, follow=True)
        kinds = [query["sql"].split()[:3] for query in done if "SAVEPOINT" not in query["sql"]]
        return answer.redirect_chain, re.sub("value=.*?>", "", answer.content.decode()), kinds

    asked("lea@pimms.example")  # what a process keeps is warm
    with postbox.opened():
        assert asked("nadia@pimms.example") == asked("inconnu@x.example")
    assert [message["To"] for message in postbox.messages] == ["nadia@pimms.example"]


def test_signing_out_closes_the_session(client, sign_in):
    sign_in("counsellor")
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_a_director_without_a_second_factor_is_sent_to_make_one(client, sign_in, settings):
    settings.SECOND_FACTOR_ROLES = ["director"]
    sign_in("director")
    assert client.get(reverse("home")).url == reverse("mfa_activate_totp")
    live = client.forge(reverse("counter:counter"), headers={"HX-Request": "true"})
    assert live.headers["HX-Redirect"] == reverse("mfa_activate_totp")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    assert client.get(reverse("account_logout")).status_code == 200


def test_passwords_are_kept_with_argon2(nadia_with_a_password):
    assert nadia_with_a_password.password.startswith("argon2$argon2id$")


def test_two_accounts_never_share_an_address(db):
    factories.counsellor()
    with pytest.raises(ValidationError):
        User.objects.create_user("NADIA@pimms.example", role="social_worker", name="Nadia")


def test_a_session_ends_with_the_browser_and_after_two_hours():
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE
    assert settings.SESSION_COOKIE_AGE == 2 * 3600
    assert settings.SESSION_COOKIE_HTTPONLY
