"""Messages: read from a real server, refused by setting, written down."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import Error, connection, transaction
from django.test import override_settings
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts import mail, tasks
from accounts.models import SentMail
from pimms import processes
from pimms.kernel import sending
from tests.support import factories, network, queue
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
    command = [sys.executable, *processes.WORKER]
    with subprocess.Popen(command, env=world, cwd=settings.BASE_DIR) as worker:
        queue.wait_for("SELECT 1 FROM accounts_sentmail")
        worker.terminate()
    assert worker.returncode == 0
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


def test_a_job_that_is_done_again_sends_nothing_again(postbox):
    """The database went away as the worker said that it was done."""
    with postbox.opened():
        invited()
    [job] = ProcrastinateJob.objects.filter(task_name="accounts.tasks.send_mail")
    tasks.send_mail(**job.args)
    assert len(postbox.messages) == 1
    assert SentMail.objects.count() == 1


def test_a_message_that_may_have_left_is_said_to_and_not_sent_again(postbox):
    invited()
    [job] = postbox.waiting()
    sending.begin(job.args["key"])
    with pytest.raises(mail.MayHaveLeft):
        tasks.send_mail(**job.args)
    assert postbox.messages == []
    assert (
        SentMail.objects.get().failure == "Envoi interrompu\u202f: le message est peut-être parti."
    )
    retry = tasks.send_mail.get_retry_exception(
        exception=mail.MayHaveLeft(), job=job.procrastinate_job
    )
    assert retry is None


def test_a_server_that_is_out_of_reach_is_tried_again(postbox):
    invited()
    [job] = postbox.waiting()
    with override_settings(EMAIL_PORT=1), pytest.raises(OSError, match="refused") as refused:
        tasks.send_mail(**job.args)
    assert tasks.send_mail.get_retry_exception(exception=refused.value, job=job.procrastinate_job)
    tasks.send_mail(**job.args)
    assert len(postbox.messages) == 1


def test_a_message_that_kills_every_worker_is_said_to_have_failed(db):
    invited()
    for _ in range(5):
        worker = queue.Fake()
        assert worker.takes()
        worker.dies()
        queue.taken_over()
    assert SentMail.objects.get().failure == (
        "Le travail de fond s’est arrêté plusieurs fois pendant cet envoi."
    )
    assert queue.Fake().takes() is None
