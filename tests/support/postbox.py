"""A real SMTP server of this machine, and what was left in it."""

import socket
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from django.test import override_settings
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts import tasks


class Postbox:
    """Messages as their readers get them."""

    def __init__(self, committing):
        self.messages: list[EmailMessage] = []
        self.refuses = False
        self._committing, self._done = committing, 0

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.refuses:
            return "451 Revenez plus tard"
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    @contextmanager
    def opened(self):
        """What is posted inside has arrived by the end, carried by the worker's own task."""
        with self._committing(execute=True):
            yield self
        for job in self.waiting():
            self._done = job.pk
            tasks.send_mail(**job.args)

    def waiting(self):
        """The jobs that the worker would find."""
        jobs = ProcrastinateJob.objects.filter(task_name="accounts.tasks.send_mail")
        return jobs.filter(pk__gt=self._done).order_by("pk")

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if message["To"] == address]


def words(message: EmailMessage, kind: str = "plain") -> str:
    return message.get_body(preferencelist=(kind,)).get_content()


@pytest.fixture
def postbox(db, django_capture_on_commit_callbacks):
    """The messages that leave are read by a server on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = Postbox(django_capture_on_commit_callbacks)
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    smtp = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": port,
        "EMAIL_USE_TLS": False,
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
    }
    with override_settings(**smtp):
        yield box
    server.stop()
