"""A real SMTP server of this machine, and what was left in it."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event

import pytest
from aiosmtpd.controller import Controller
from django.test import override_settings
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts import tasks
from accounts.models import Letter
from tests.support import factories

_TASKS = {task.name: task for task in (tasks.send_mail, tasks.send_reset)}


class Letterbox:
    """Messages as their readers get them, and a server that takes its time when it is told to."""

    def __init__(self):
        self.messages: list[EmailMessage] = []
        self.refuses = False
        self.takes_its_time = Event()  # while it is set, nobody is answered
        self.reached = Event()  # somebody waits for an answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.refuses:
            return "451 Revenez plus tard"
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        self.reached.set()
        while self.takes_its_time.is_set():
            await asyncio.sleep(0.02)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if message["To"] == address]


class Postbox(Letterbox):
    """The worker carries to it what is posted meanwhile."""

    def __init__(self):
        super().__init__()
        self._done = 0

    @contextmanager
    def opened(self):
        """What is posted inside has arrived by the end, carried by the worker's own tasks."""
        yield self
        while job := self.waiting().first():
            self._done = job.pk
            _TASKS[job.task_name](**job.args)

    def waiting(self):
        """The jobs that the worker would find."""
        jobs = ProcrastinateJob.objects.filter(task_name__in=_TASKS)
        return jobs.filter(pk__gt=self._done).order_by("pk")


@contextmanager
def listening(box: Letterbox) -> Iterator[int]:
    """A server on loopback hands to the box what it is given; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield port
    finally:
        box.takes_its_time.clear()
        server.stop()


def failed(**fields) -> Letter:
    """An invitation that could not leave."""
    said = {
        "to": "lea@ccas.example",
        "kind": "invitation",
        "subject": "Pimms\u202f: votre invitation",
        "text": "Bonjour, votre lien\u202f: http://x/",
        "html": "<p>Bonjour, votre lien\u202f: http://x/</p>",
        "tries": Letter.MOST,
        "failed_at": factories.an_instant(),
        "failure": "OSError: refus",
    }
    return Letter.objects.create(**said | fields)


def words(message: EmailMessage, kind: str = "plain") -> str:
    return message.get_body(preferencelist=(kind,)).get_content()


@pytest.fixture
def postbox(db):
    """The messages that leave are read by a server on loopback."""
    with listening(box := Postbox()) as port:
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
