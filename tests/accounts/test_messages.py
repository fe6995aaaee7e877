"""What a page says of what was just done: in the session, and gone with it."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse
from django.utils.timezone import now

from accounts import services, tasks
from tests.support.pages import text

NEW = reverse("beneficiaries:new")
AMINATA = {"last_name": "Sissoko", "first_name": "Aminata", "born_on": "1984-03-15"}
SAID = "Le dossier de SISSOKO Aminata est ouvert."


@pytest.fixture
def nadia(sign_in):
    return sign_in("counsellor")


def test_no_cookie_names_anybody(client, nadia):
    client.post(NEW, AMINATA)
    assert set(client.cookies) == {"sessionid", "csrftoken"}
    assert SAID in text(client.get(reverse("counter:counter")))


def test_it_is_gone_with_whoever_signs_out(client, nadia):
    client.post(NEW, AMINATA)
    client.post(reverse("account_logout"))
    assert SAID not in text(client.get(reverse("account_login")))
    client.force_login(nadia)
    assert SAID not in text(client.get(reverse("counter:counter")))


def test_what_nobody_reads_does_not_pile_up(client, nadia):
    client.post(reverse("accounts:notices"), {"wanted": []})
    for _ in range(30):
        client.again()
    assert text(client.get(reverse("counter:counter"))).count("Vos avis sont enregistrés.") == 20


def test_what_a_session_held_is_erased_the_next_night(client, nadia):
    with time_machine.travel("2016-03-15 09:00", tick=False):
        client.force_login(nadia)
        client.post(NEW, AMINATA)
        services.lock_desk(client.session.session_key)
    with time_machine.travel("2016-03-16 03:30", tick=False):
        client.force_login(nadia)
        tasks.forget_visits(0)
        assert [each.expire_date > now() for each in Session.objects.all()] == [True]


def test_what_was_counted_of_visitors_is_erased_once_it_counts_no_more(db):
    count = "SELECT array_agg(cache_key ORDER BY 1) FROM accounts_counted"
    with connection.cursor() as cursor:
        for key, hours in (("past", -1), ("coming", 1)):
            row = [key, "", now() + timedelta(hours=hours)]
            cursor.execute("INSERT INTO accounts_counted VALUES (%s, %s, %s)", row)
        tasks.forget_visits(0)
        cursor.execute(count)
        assert cursor.fetchone()[0] == ["coming"]
