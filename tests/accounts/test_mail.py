"""Messages: read from a real server, refused by setting, written down."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import Error, connection, transaction
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts import mail
from accounts.models import SentMail
from pimms import processes
from tests.support import factories, network
from tests.support.pages import text
from tests.support.postbox import words


def invited(**more):
    fields = {
        "inviter": "Karim",
        "organisation": "CCAS d’Antony & Cie",
        "until": factories.DAY,
        "link": "http://localhost/invitation/mot/",
    }
    return mail.post("invitation", to="lea@ccas.example", **fields | more)


def test_a_message_arrives_in_plain_text_and_in_html(postbox):
    with postbox.opened():
        assert invited()
    [message] = postbox.to("lea@ccas.example")
    assert message["Subject"] == "Pimms d’Antony\u202f: votre invitation"
    assert "«\u202fCCAS d’Antony & Cie\u202f»" in words(message)
    assert "CCAS d’Antony &amp; Cie" in words(message, "html")
    for kind in ("plain", "html"):
        assert "http://localhost/invitation/mot/" in words(message, kind)
        assert "15/03/2016" in words(message, kind)


def test_no_subject_names_anybody(postbox, claire):
    for kind in mail.KINDS.values():
        assert "{" not in kind.subject
        assert "%" not in kind.subject
    with postbox.opened():
        network.invitation()
    assert "CCAS" not in postbox.messages[0]["Subject"]


def test_what_left_is_written_down_without_its_words(postbox):
    with postbox.opened():
        invited()
    line = SentMail.objects.get()
    assert (line.to, line.kind, line.result) == ("lea@ccas.example", "invitation", "sent")


def test_nothing_leaves_when_the_transaction_does_not_commit(postbox):
    with postbox.opened(), transaction.atomic():
        invited()
        transaction.set_rollback(True)
    assert postbox.messages == []


def test_a_server_that_refuses_is_written_down_and_the_job_fails(postbox):
    postbox.refuses = True
    with pytest.raises(OSError, match="Revenez"), postbox.opened():
        invited()
    assert SentMail.objects.get().result == "failed"
    assert "Revenez plus tard" in SentMail.objects.get().failure


def test_who_refused_a_kind_is_not_written_to(postbox, client, sign_in):
    karim = sign_in("social_worker")
    page = client.get(reverse("accounts:notices"))
    assert "Revue annuelle" in text(page)
    wanted = [kind.code for kind in mail.optional_for(karim) if kind.code != "members_review"]
    client.post(reverse("accounts:notices"), {"wanted": wanted})
    karim.refresh_from_db()
    assert karim.muted == ["members_review"]
    with postbox.opened():
        said = {"organisation": "CCAS", "until": factories.DAY, "link": "http://localhost/"}
        assert not mail.post("members_review", to=karim, **said)
    assert postbox.messages == []


def test_unticking_everything_refuses_everything_that_may_be_refused(client, sign_in):
    karim = sign_in("social_worker")
    assert client.post(reverse("accounts:notices"), {"wanted": []}).status_code == 302
    karim.refresh_from_db()
    assert sorted(karim.muted) == sorted(kind.code for kind in mail.optional_for(karim))


def test_an_account_that_is_closed_gets_no_message(karim):
    karim.is_active = False
    assert not mail.post("membership_ended", to=karim, organisation="CCAS", on=factories.DAY)


def test_the_worker_carries_the_message_and_keeps_nothing_of_it(committed_db, tmp_path):
    with transaction.atomic():
        invited()
    assert SentMail.objects.count() == 0
    world = os.environ | {
        "DJANGO_SETTINGS_MODULE": "served",
        "PYTHONPATH": str(settings.BASE_DIR / "tests" / "browser"),
        "SERVED_DATABASE": committed_db,
        "SERVED_FILES": str(tmp_path),
        "EMAIL_URL": "dummymail://",
    }
    worker = [*processes.WORKER, "--one-shot"]
    done = subprocess.run([sys.executable, *worker], env=world, cwd=settings.BASE_DIR, check=False)
    assert done.returncode == 0
    assert SentMail.objects.get().result == "sent"
    assert not ProcrastinateJob.objects.filter(task_name="accounts.tasks.send_mail").exists()


def test_what_was_sent_is_never_unsaid(postbox):
    with postbox.opened():
        invited()
    for statement in ("UPDATE accounts_sentmail SET kind = kind", "DELETE FROM accounts_sentmail"):
        with (
            connection.cursor() as cursor,
            pytest.raises(Error, match="Cannot update or delete"),
            transaction.atomic(),
        ):
            cursor.execute(statement)
