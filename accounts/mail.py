"""Messages: two templates each, a subject that says nothing of anybody, sent by the worker.

A room calls `post`; the message leaves once the transaction has committed.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.crypto import get_random_string
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import SentMail, User
from pimms.kernel import jobs, sending
from pimms.kernel.outages import is_away
from pimms.kernel.sending import MAY_HAVE_LEFT


@dataclass(frozen=True)
class Kind:
    """A kind of message. Its subject is a constant: nobody's name can get into it."""

    code: str
    label: str
    subject: str
    text: str
    html: str
    is_optional: bool = True


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "invitation",
            "Invitation à rejoindre un organisme",
            "Votre invitation",
            "mails/invitation.txt",
            "mails/invitation.html",
            is_optional=False,
        ),
        Kind(
            "organisation_decided",
            "Réponse à l’organisme que vous avez proposé",
            "Votre organisme",
            "mails/organisation_decided.txt",
            "mails/organisation_decided.html",
        ),
        Kind(
            "members_review",
            "Revue annuelle des membres de votre organisme",
            "Revue annuelle des membres",
            "mails/members_review.txt",
            "mails/members_review.html",
        ),
        Kind(
            "membership_ended",
            "Fin de votre accès au nom d’un organisme",
            "Votre accès",
            "mails/membership_ended.txt",
            "mails/membership_ended.html",
            is_optional=False,
        ),
        Kind(
            "convention_term",
            "Convention qui arrive à son terme",
            "Une convention à renouveler",
            "mails/convention_term.txt",
            "mails/convention_term.html",
        ),
        Kind(
            "referral_news",
            "Réponse à une orientation\u202f: reçue, lue, décidée",
            "Une réponse pour vous",
            "mails/referral_returned.txt",
            "mails/referral_returned.html",
        ),
        Kind(
            "referral_followed",
            "Suite d’une orientation\u202f: premier achat, atelier, fin des droits",
            "Une nouvelle étape",
            "mails/referral_returned.txt",
            "mails/referral_returned.html",
        ),
        Kind(
            "referrals_waiting",
            "Orientations qui attendent depuis dix jours",
            "Des orientations vous attendent",
            "mails/referrals_waiting.txt",
            "mails/referrals_waiting.html",
        ),
        Kind(
            "referral_asked",
            "Question sur une orientation",
            "Une question sur une orientation",
            "mails/referral_asked.txt",
            "mails/referral_asked.html",
        ),
        Kind(
            "referral_question_waits",
            "Rappel d’une question sans réponse",
            "Une question attend votre réponse",
            "mails/referral_question_waits.txt",
            "mails/referral_question_waits.html",
        ),
        Kind(
            "referral_message",
            "Message sur une orientation",
            "Un message sur une orientation",
            "mails/referral_message.txt",
            "mails/referral_message.html",
        ),
        Kind(
            "referral_answered",
            "Réponse ou message d’un référent",
            "Un référent vous a écrit",
            "mails/referral_answered.txt",
            "mails/referral_answered.html",
        ),
        Kind(
            "referral_closed",
            "Orientation classée sans réponse",
            "Une orientation est classée",
            "mails/referral_closed.txt",
            "mails/referral_closed.html",
        ),
    )
}
# Who may receive which optional kinds: a setting is shown to those it concerns.
FOR_THE_DIRECTOR = {"convention_term", "referrals_waiting", "referral_answered"}
FOR_COUNSELLORS = {"referrals_waiting", "referral_answered"}
FOR_PARTNERS = {
    "organisation_decided",
    "members_review",
    "referral_news",
    "referral_followed",
    "referral_asked",
    "referral_question_waits",
    "referral_message",
    "referral_closed",
}


def optional_for(user: User) -> list[Kind]:
    """The kinds that the user may refuse."""
    concerned = FOR_PARTNERS if user.is_social_worker else FOR_COUNSELLORS
    concerned = FOR_THE_DIRECTOR if user.is_director else concerned
    return [kind for kind in KINDS.values() if kind.is_optional and kind.code in concerned]


def wants(to: User | str, code: str) -> bool:
    """Whether the message would leave: its reader is still there, and did not refuse the kind."""
    if not isinstance(to, User):
        return True
    return to.is_active and not (KINDS[code].is_optional and code in to.muted)


def post(code: str, *, to: User | str, about: str = "", **context) -> bool:
    """The message leaves when the transaction commits; False when its reader refused the kind.

    What is said to be `about` something can be taken back for as long as it waits.
    """
    kind = KINDS[code]
    if not wants(to, code):
        return False
    if isinstance(to, User):
        context, to = {"name": to.name} | context, to.email
    words = {"house": settings.HOUSE, "home": settings.ADDRESS, "name": ""} | context
    message = {
        "key": f"mail:{get_random_string(22)}",
        "kind": code,
        "to": to,
        "text": render_to_string(kind.text, words),
        "html": render_to_string(kind.html, words),
        "about": about,
    }
    jobs.later("accounts.tasks.send_mail", **message)
    return True


def take_back(about: str) -> int:
    """What was posted about that and still waits never leaves; returns how many messages."""
    waiting = ProcrastinateJob.objects.filter(
        task_name="accounts.tasks.send_mail", status="todo", args__about=about
    )
    cancel = app.job_manager.cancel_job_by_id
    found = waiting.order_by("pk").values_list("pk", flat=True)
    return sum(cancel(pk, delete_job=True) for pk in found)


def address_of(path: str) -> str:
    """The full address of one of our pages."""
    return settings.ADDRESS + path


_DIED = "Le travail de fond s’est arrêté plusieurs fois pendant cet envoi."


class MayHaveLeft(Exception):
    """The worker died while the message was leaving: nobody knows whether it left."""


def deliver(*, kind: str, to: str, text: str, html: str, at: datetime, key: str) -> None:
    """The message has left and a line says so; else a line says why, and the failure is raised.

    It leaves once: a job that comes a second time finds that it left, and what only may have left
    does not leave again by itself.
    """
    if sending.has_left(key):
        return
    server = get_connection()
    try:
        server.open()
        if not sending.begin(key):
            raise MayHaveLeft
        _message(KINDS[kind], to, text, html, server).send()
    except Exception as failure:
        if not is_away(failure):
            _has_failed(key, to=to, kind=kind, at=at, failure=_in_short(failure))
        raise
    finally:
        server.close()
    _has_left(key, to=to, kind=kind, at=at)


def give_up(*, kind: str, to: str, at: datetime, key: str) -> None:
    """Whoever sent it died each time: a line says so, unless it has left."""
    if not sending.has_left(key):
        _has_failed(key, to=to, kind=kind, at=at, failure=_DIED)


def _message(kind: Kind, to: str, text: str, html: str, server: Any) -> EmailMultiAlternatives:
    subject = f"{settings.HOUSE}\u202f: {kind.subject.lower()}"
    message = EmailMultiAlternatives(
        subject, text, settings.DEFAULT_FROM_EMAIL, [to], connection=server
    )
    message.attach_alternative(html, "text/html")
    return message


def _in_short(failure: Exception) -> str:
    if isinstance(failure, MayHaveLeft):
        return MAY_HAVE_LEFT
    return f"{type(failure).__name__}: {failure}"[:300]


@transaction.atomic
def _has_failed(key: str, **said: Any) -> None:
    sending.forget(key)
    SentMail.objects.create(result=SentMail.Result.FAILED, **said)


@transaction.atomic
def _has_left(key: str, *, at: datetime, **said: Any) -> None:
    sending.left(key, at=at)
    SentMail.objects.create(result=SentMail.Result.SENT, at=at, **said)
