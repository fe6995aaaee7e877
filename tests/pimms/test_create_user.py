"""The command that opens an account on an installation that is for real."""

import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Entry, Site, User
from partners.models import Organisation

pytestmark = pytest.mark.django_db

PASSWORD = "le parc de Sceaux en mars"


@pytest.fixture
def create_user(monkeypatch):
    def run(*arguments, password=PASSWORD) -> str:
        output = StringIO()
        monkeypatch.setattr(sys, "stdin", StringIO(f"{password}\n"))
        call_command("create_user", *arguments, stdout=output)
        return output.getvalue()

    return run


DIRECTOR = ("claire@pimms.example", "--name=Claire Morel", "--role=director")
WORKER = ("karim@ccas.example", "--name=Karim Haddad", "--role=social_worker")


def test_the_first_account_makes_the_first_site_and_signs_in(create_user, client):
    said = create_user(*DIRECTOR, "--password-stdin")
    claire = User.objects.get()
    assert "Claire Morel" in said
    assert claire.site == Site.objects.get(code="A")
    assert Entry.objects.filter(verb="user.created", by="create_user").exists()
    client.post("/compte/login/", {"login": "Claire@pimms.example", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(claire.pk)


def test_a_link_lets_the_person_choose_a_password_once(create_user, client):
    said = create_user(*DIRECTOR, "--link=https://pimms.example.org/")
    path = said.split("https://pimms.example.org")[1].strip()
    page = client.get(path, follow=True)
    assert page.status_code == 200
    chosen = {"password1": PASSWORD, "password2": PASSWORD}
    client.post(page.redirect_chain[-1][0], chosen)
    assert User.objects.get().check_password(PASSWORD)
    client.session.flush()
    assert client.get(path).context["token_fail"]


def test_a_social_worker_joins_an_organisation_whatever_its_spelling(create_user):
    Organisation.objects.create(name="CCAS d’Antony")
    create_user(*WORKER, "--organisation=ccas d'antony", "--password-stdin")
    assert Organisation.objects.of(User.objects.get()).get().name == "CCAS d’Antony"
    assert User.objects.get().memberships.get().is_administrator  # the first of them


def test_among_several_sites_one_must_be_named(create_user):
    Site.objects.create(code="A", name="Antony")
    Site.objects.create(code="M", name="Massy")
    with pytest.raises(CommandError, match="--site"):
        create_user(*DIRECTOR, "--password-stdin")
    create_user(*DIRECTOR, "--site=M", "--password-stdin")
    assert User.objects.get().site.name == "Massy"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((*DIRECTOR, "--organisation=CCAS"), "--organisation"),
        ((*WORKER, "--password-stdin"), "--organisation"),
        ((*WORKER, "--organisation=CCAS", "--site=A"), "point d’accueil"),
        (DIRECTOR, "--password-stdin"),
        (("claire", "--name=Claire", "--role=director", "--password-stdin"), "valide"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_made(create_user, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        create_user(*arguments)
    assert not User.objects.exists()
    assert not Site.objects.exists()


def test_a_short_password_and_a_second_account_are_refused(create_user):
    with pytest.raises(CommandError, match="12"):
        create_user(*DIRECTOR, "--password-stdin", password="court")
    create_user(*DIRECTOR, "--password-stdin")
    with pytest.raises(CommandError, match="existe déjà"):
        create_user("CLAIRE@pimms.example", *DIRECTOR[1:], "--password-stdin")
    assert User.objects.count() == 1
