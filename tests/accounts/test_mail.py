"""Messages: read from a real server, refused by setting, written down."""

import json
import os
import socket
import subprocess
import sys
from datetime import timedelta
from importlib import import_module

import attrs
import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.db import Error, connection, transaction
from django.test import override_settings
from django.urls import reverse
from django.utils.timezone import now
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts import mail, tasks
from accounts.models import Forgotten, Letter, SentMail
from pimms import processes
from pimms.kernel import sending
from tests.support import factories, network, queue
from tests.support.pages import text
from tests.support.postbox import failed, words

LETTERS = reverse("accounts:letters")


def waiting_letter(**fields) -> Letter:
    """A letter that waits for the worker."""
    return failed(**{"tries": 0, "failed_at": None, "failure": ""} | fields)


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
    why = "(SMTPDataError\u202f: (451, b'Revenez plus tard'))"
    assert SentMail.objects.get().failure == f"Le serveur de courriel refuse ce message {why}"


def test_a_letter_that_cannot_leave_is_given_up_and_its_job_goes_well(postbox):
    postbox.refuses = True
    letter = waiting_letter(tries=Letter.MOST - 1)
    tasks.send_mail(letter.pk)
    letter.refresh_from_db()
    assert "Revenez plus tard" in letter.failure
    tasks.send_mail(letter.pk)  # a job that comes late, or a second time
    assert SentMail.objects.count() == 1


def test_a_job_that_is_done_again_sends_nothing_again(postbox):
    """The database went away as the worker said that it was done."""
    letter = waiting_letter()
    tasks.send_mail(letter.pk)
    tasks.send_mail(letter.pk)
    assert len(postbox.messages) == 1
    assert SentMail.objects.count() == 1
    assert not Letter.objects.exists()


def test_a_message_that_may_have_left_is_shown_and_not_sent_again_by_itself(
    postbox, client, sign_in
):
    letter = waiting_letter()
    sending.begin(f"letter:{letter.pk}")
    tasks.send_mail(letter.pk)
    assert postbox.messages == []
    assert SentMail.objects.get().failure == sending.MAY_HAVE_LEFT
    sign_in("director")
    assert sending.MAY_HAVE_LEFT in text(client.get(LETTERS))
    with postbox.opened():
        client.post(reverse("accounts:resend", args=[letter.pk]))
    assert len(postbox.messages) == 1


def test_a_server_that_is_out_of_reach_is_tried_again_however_often_the_job_was_taken_up(postbox):
    letter = waiting_letter()
    mail.carry(letter)
    with override_settings(EMAIL_PORT=1), pytest.raises(OSError, match="refused") as refused:
        tasks.send_mail(letter.pk)
    job = postbox.waiting().get().procrastinate_job
    taken_up = attrs.evolve(job, attempts=40)
    retry = tasks.send_mail.get_retry_exception(exception=refused.value, job=taken_up)
    assert retry.retry_decision.retry_at < now() + timedelta(minutes=5)
    tasks.send_mail(letter.pk)
    assert len(postbox.messages) == 1


def test_what_no_server_would_take_is_given_up_at_once(postbox):
    letter = waiting_letter(subject="Votre\ninvitation")
    tasks.send_mail(letter.pk)
    letter.refresh_from_db()
    assert letter.failed_at
    assert letter.failure.startswith("Ce message ne peut pas partir (BadHeaderError\u202f: ")


def test_a_server_that_says_nothing_is_not_waited_for(db):
    assert 0 < settings.EMAIL_TIMEOUT <= 30
    letter = waiting_letter()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        where = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": silent.getsockname()[1]}
        smtp = "django.core.mail.backends.smtp.EmailBackend"
        with (
            override_settings(EMAIL_BACKEND=smtp, EMAIL_TIMEOUT=0.2, **where),
            pytest.raises(OSError, match="timed out"),
        ):
            tasks.send_mail(letter.pk)
    assert SentMail.objects.get().failure.startswith("Le serveur de courriel ne répond pas (")


def test_the_director_sees_what_could_not_leave_and_sends_it_again(postbox, client, sign_in):
    failed()
    sign_in("director")
    assert "Courriels non partis 1" in text(client.get("/"))
    page = text(client.follow("Courriels non partis 1"))
    assert "lea@ccas.example" in page
    assert "OSError: refus" in page
    assert "http://x/" not in page
    with postbox.opened():
        client.post(reverse("accounts:resend", args=[Letter.objects.get().pk]))
    assert [message["To"] for message in postbox.messages] == ["lea@ccas.example"]
    assert "Tous les courriels sont partis." in text(client.get(LETTERS))


def test_a_letter_that_went_again_does_not_go_a_third_time(postbox, client, sign_in):
    letter = failed()
    sign_in("director")
    again = reverse("accounts:resend", args=[letter.pk])
    client.post(again)
    assert "déjà reparti" in text(client.again(follow=True))
    assert postbox.waiting().count() == 1


def test_the_words_of_what_could_not_leave_are_gone_after_a_week(client, sign_in):
    with time_machine.travel("2016-03-22 03:20", tick=False):
        young = failed(failed_at=now() - timedelta(days=6))
        old = failed(failed_at=now() - timedelta(days=8))
        older = failed(failed_at=now() - timedelta(days=31))
        with time_machine.travel(now() - timedelta(days=31)):
            Forgotten.objects.create(email="lea@ccas.example")  # nobody looked at it
        tasks.purge_letters(0)
    assert not Forgotten.objects.exists()
    young.refresh_from_db()
    old.refresh_from_db()
    assert young.may_leave
    assert (old.text, old.html) == ("", "")
    assert not Letter.objects.filter(pk=older.pk).exists()
    sign_in("director")
    assert "texte effacé" in text(client.get(LETTERS))
    refused = client.forge(reverse("accounts:resend", args=[old.pk]), follow=True)
    assert "Le texte de ce message est effacé" in text(refused)


def test_what_could_not_leave_is_taken_back_like_what_waits(postbox):
    """Somebody withdrew that it be told: it is in nobody's hands any more."""
    waiting, given_up = waiting_letter(about="referral:7"), failed(about="referral:7")
    other, of_nothing = failed(about="referral:8"), failed()
    mail.carry(waiting)
    assert mail.take_back("referral:7") == 2
    assert mail.take_back("") == 0
    assert not Letter.objects.filter(pk__in=[waiting.pk, given_up.pk]).exists()
    assert Letter.objects.filter(pk__in=[other.pk, of_nothing.pk]).count() == 2
    tasks.send_mail(waiting.pk)
    assert postbox.messages == []


def test_what_waited_in_the_jobs_of_an_earlier_version_leaves_too(postbox):
    said = {"kind": "invitation", "to": "lea@ccas.example", "text": "Bonjour", "html": "<p>Bonjour"}
    job = """
        INSERT INTO procrastinate_jobs (task_name, queue_name, args, status)
        VALUES ('accounts.tasks.send_mail', 'default', %s, %s)
    """
    with connection.cursor() as cursor:
        for status in ("todo", "failed"):
            cursor.execute(job, [json.dumps(said), status])
    migration = import_module("accounts.migrations.0004_letters_of_jobs")
    migration.take_over(apps, None)
    waiting, given_up = Letter.objects.order_by("pk")
    assert (waiting.text, waiting.failed_at) == ("Bonjour", None)
    assert given_up.failure
    args = list(postbox.waiting().values_list("args", flat=True))
    assert args == [{"letter_id": waiting.pk}, {"letter_id": given_up.pk}]


def test_in_production_a_log_is_no_letterbox():
    world = {name: value for name, value in os.environ.items() if name != "EMAIL_URL"}
    ask = "from django.conf import settings; print(settings.EMAIL_BACKEND)"
    command, backends = [sys.executable, "-c", ask], []
    for more in ({}, {"EMAIL_URL": "consolemail://"}):
        done = subprocess.run(
            command,
            env=world | {"LOCAL": "0"} | more,
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=True,
        )
        backends.append(done.stdout.strip())
    assert backends == ["pimms.kernel.no_mail.EmailBackend"] * 2


def test_without_a_mail_server_nothing_is_printed_and_the_reason_is_told(db, capfd):
    letter = waiting_letter()
    with (
        override_settings(EMAIL_BACKEND="pimms.kernel.no_mail.EmailBackend"),
        pytest.raises(OSError, match="EMAIL_URL"),
    ):
        tasks.send_mail(letter.pk)
    assert capfd.readouterr().out == ""
    said = "Aucun serveur de courriel n’est réglé (NoServer\u202f: EMAIL_URL)"
    assert SentMail.objects.get().failure == said


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
    assert not Letter.objects.exists()
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
    assert Letter.objects.get().failed_at
