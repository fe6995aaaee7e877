"""Messages: two templates each, a subject that says nothing of anybody, sent by the worker.

A room calls `post`; the message leaves once the transaction has committed.
"""

import smtplib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Letter, SentMail, User
from pimms.kernel import jobs, letters, sending
from pimms.kernel.data_files import read
from pimms.kernel.no_mail import NoServer
from pimms.kernel.outages import is_away
from pimms.kernel.sending import MAY_HAVE_LEFT


@dataclass(frozen=True)
class Kind:
    """A kind of message: its label in a setting, its subject, who may refuse it."""

    code: str
    label: str
    subject: str
    text: str
    html: str
    readers: Sequence[str] = ()

    @property
    def is_optional(self) -> bool:
        return bool(self.readers)


KINDS = {
    code: Kind(code, **row)
    for code, row in read(Path(__file__).parent / "data" / "mails.toml").items()
}


def optional_for(user: User) -> list[Kind]:
    """The kinds that the user may refuse."""
    reader = "partners" if user.is_social_worker else "counsellors"
    reader = "director" if user.is_director else reader
    return [kind for kind in KINDS.values() if reader in kind.readers]


def wants(to: User | str, code: str) -> bool:
    """Whether the message would leave: its reader is still there, and did not refuse the kind."""
    if not isinstance(to, User):
        return True
    return to.is_active and not (KINDS[code].is_optional and code in to.muted)


@transaction.atomic
def post(code: str, *, to: User | str, about: str = "", **context) -> bool:
    """The message leaves once the transaction commits; False when its reader refused the kind.

    What is said to be `about` something can be taken back for as long as it has not left.
    """
    kind = KINDS[code]
    if not wants(to, code):
        return False
    if isinstance(to, User):
        context, to = {"name": to.name} | context, to.email
    words = {"house": settings.HOUSE, "home": settings.ADDRESS, "name": ""} | context
    letter = Letter.objects.create(
        to=to,
        kind=code,
        subject=f"{settings.HOUSE}\u202f: {kind.subject.lower()}",
        text=render_to_string(kind.text, words),
        html=render_to_string(kind.html, words),
        about=about,
    )
    carry(letter)
    return True


def take_back(about: str) -> int:
    """What was posted about that and has not left never leaves; returns how many messages."""
    return Letter.objects.filter(about=about).exclude(about="").delete()[0]


def carry(letter: Letter) -> None:
    """The worker will carry the letter; the letter bears the words, the job its number alone."""
    jobs.later("accounts.tasks.send_mail", letter_id=letter.pk)


def address_of(path: str) -> str:
    """The full address of one of our pages."""
    return settings.ADDRESS + path


_SAID: tuple[tuple[type[Exception], str], ...] = (
    (NoServer, "Aucun serveur de courriel n’est réglé"),
    (smtplib.SMTPRecipientsRefused, "Le serveur de courriel refuse cette adresse"),
    (smtplib.SMTPAuthenticationError, "Le serveur de courriel ne nous reconnaît pas"),
    (smtplib.SMTPResponseException, "Le serveur de courriel refuse ce message"),
    (OSError, "Le serveur de courriel ne répond pas"),
    (Exception, "Ce message ne peut pas partir"),
)
_DIED = "Le travail de fond s’est arrêté plusieurs fois pendant cet envoi."


class MayHaveLeft(Exception):
    """The worker died while the message was leaving: nobody knows whether it left."""


def deliver(letter_id: int, *, at: datetime) -> None:
    """The letter has left and is gone, and a line says so; else a line says why it has not.

    It leaves once: a job that comes a second time finds no letter, and what only may have left does
    not leave again by itself. What kept it from leaving is raised for as long as it is tried again;
    then the letter is given up, and shown to the director.
    """
    if (letter := Letter.objects.waiting().filter(pk=letter_id).first()) is None:
        return
    try:
        _hand_over(letter)
    except Exception as failure:
        if is_away(failure):
            raise
        is_worth_it = isinstance(failure, OSError)
        if _has_failed(letter_id, _in_short(failure), at=at, is_worth_it=is_worth_it):
            raise
    else:
        _has_left(letter, at=at)


def give_up(letter_id: int, *, at: datetime) -> None:
    """Whoever sent it died each time: a line says so, unless it has left."""
    _has_failed(letter_id, _DIED, at=at, is_worth_it=False)


def _stop(kind: Kind) -> str:
    """Where its reader refuses the kind; one that cannot be refused says nothing of it."""
    where = address_of(reverse("accounts:notices"))
    return f"Choisissez les avis que vous recevez\u202f: {where}" if kind.is_optional else ""


def _hand_over(letter: Letter) -> None:
    server = get_connection()
    message = letters.written(
        letter.subject,
        letter.text,
        letter.html,
        to=[letter.to],
        stop=_stop(KINDS[letter.kind]),
        connection=server,
    )
    try:
        server.open()  # what dies before it stands is known not to have left
        if not sending.begin(_key(letter.pk)):
            raise MayHaveLeft
        message.send()
    finally:
        with suppress(OSError):  # a good-bye that is not heard changes nothing
            server.close()


def _key(letter_id: int) -> str:
    return f"letter:{letter_id}"


@transaction.atomic
def _has_left(letter: Letter, *, at: datetime) -> None:
    sending.forget(_key(letter.pk))
    Letter.objects.filter(pk=letter.pk).delete()
    SentMail.objects.create(to=letter.to, kind=letter.kind, at=at, result=SentMail.Result.SENT)


@transaction.atomic
def _has_failed(letter_id: int, why: str, *, at: datetime, is_worth_it: bool) -> bool:
    """A line says why; returns whether it is tried again, which may not be worth it."""
    letter = Letter.objects.waiting().select_for_update().filter(pk=letter_id).first()
    if letter is None:  # another worker did the same job meanwhile
        return False
    sending.forget(_key(letter_id))
    letter.tries += 1
    goes_on = is_worth_it and letter.tries < Letter.MOST
    if not goes_on:
        letter.failed_at, letter.failure = at, why
    letter.save(update_fields=["tries", "failed_at", "failure"])
    failed = SentMail.Result.FAILED
    SentMail.objects.create(to=letter.to, kind=letter.kind, at=at, result=failed, failure=why)
    return goes_on


def _in_short(failure: Exception) -> str:
    """A sentence for the director, and what whoever keeps the software wants to know."""
    if isinstance(failure, MayHaveLeft):
        return MAY_HAVE_LEFT
    sentence = next(said for kind, said in _SAID if isinstance(failure, kind))
    return f"{sentence} ({type(failure).__name__}\u202f: {failure})"[:300]
