"""What whoever watches is told, and what a page says while the database is away."""

import psycopg
import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from beneficiaries.models import Beneficiary
from tests.support import factories
from tests.support.pages import text
from tests.support.queue import Fake
from tests.support.visitor import Visitor

HEALTH = reverse("health")


@pytest.fixture
def away(monkeypatch):
    """`with away():` nothing reaches the database."""

    def nobody(*args, **words):
        raise OperationalError from psycopg.OperationalError("connection refused")

    class Away:
        def __enter__(self):
            self.patched = monkeypatch.context()
            self.patched.__enter__().setattr(connection, "cursor", nobody)

        def __exit__(self, *raised):
            return self.patched.__exit__(*raised)

    return Away


@pytest.fixture
def visitor(client, sign_in):
    """A counsellor, who sees what a browser would: a failure is a page."""
    sign_in("counsellor")
    client.raise_request_exception = False
    return client


def said(answer) -> tuple[int, str]:
    return answer.status_code, answer.content.decode()


def test_all_is_well_when_a_worker_gives_signs_of_life(client, db):
    worker = Fake()
    assert said(client.get(HEALTH)) == (200, "ok")
    worker.dies()
    assert said(client.get(HEALTH)) == (503, "worker silent")
    Fake()
    assert said(client.get(HEALTH)) == (200, "ok")


def test_a_worker_that_never_came_is_missed(client, db):
    assert said(client.get(HEALTH)) == (503, "worker silent")


def test_whoever_starts_the_house_reads_of_no_error(client, db, caplog):
    """The start asks until the web answers, which is before a worker does."""
    caplog.set_level("INFO")
    assert client.get(HEALTH).status_code == 503
    assert not caplog.records


def test_a_database_out_of_reach_is_said(client, db, away):
    Fake()
    with away():
        assert said(client.get(HEALTH)) == (503, "database out of reach")


def test_a_probe_of_this_machine_is_answered_whatever_the_name_and_in_plain_http(db, settings):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["pimms.example"], True
    Fake()
    for name in ("127.0.0.1:8000", "10.0.0.7", "pimms.example"):
        answer = Visitor().get(HEALTH, headers={"host": name})
        assert said(answer) == (200, "ok")
        assert answer["Cache-Control"].startswith("max-age=0")
    assert Visitor().get("/", headers={"host": "127.0.0.1"}).status_code == 400
    assert Visitor().get("/", headers={"host": "pimms.example"}).status_code == 301


def test_health_is_only_asked_for(client, db):
    assert client.forge(HEALTH).status_code == 405


@pytest.mark.parametrize("name", ["home", "counter:counter", "account_login", "reports:public"])
def test_while_the_database_is_away_a_page_says_so_in_the_house_s_own_look(visitor, away, name):
    with away():
        answer = visitor.get(reverse(name))
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "no-store" in answer["Cache-Control"]
    page = text(answer)
    assert "La base de données ne répond pas" in page
    assert "s’ouvre d’elle-même" in page
    assert "Pimms d’Antony" in page
    assert b"pimms.css" in answer.content


def test_what_was_sent_while_the_database_is_away_is_to_be_sent_again(visitor, away):
    awa = factories.person()
    page = reverse("beneficiaries:correct", args=[awa.pk])
    visitor.get(page)
    with away():
        answer = visitor.forge(page, {"first_name": "Aïssatou"})
    assert answer.status_code == 503
    assert "Revenez en arrière" in text(answer)
    assert "s’ouvre d’elle-même" not in text(answer)
    assert Beneficiary.objects.get().first_name == awa.first_name
    assert visitor.get(page).status_code == 200


def test_a_part_of_a_page_is_answered_by_a_sentence(visitor, away):
    with away():
        answer = visitor.get(reverse("counter:counter"), headers={"hx-request": "true"})
    assert said(answer) == (503, "La base de données ne répond pas pour le moment.")


def test_a_mistake_of_ours_is_no_outage(visitor, monkeypatch):
    def breaks(*args, **words):
        raise OperationalError from psycopg.errors.DeadlockDetected()

    monkeypatch.setattr("pimms.views.redirect", breaks)
    answer = visitor.get(reverse("home"))
    assert answer.status_code == 500
    assert "Une panne est survenue" in text(answer)
