"""The ways to tell somebody something: e-mail, a text message, or a call by one of the team.

A way says whether it reaches somebody, and sends; what was sent is kept by whoever asked for it.
"""

import http.client
import json
import smtplib
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.db import models
from django.template.loader import render_to_string

from pimms.kernel import letters, texting

_PATIENCE = 10  # seconds
_MOBILE = ("+336", "+337")


class Way(models.TextChoices):
    EMAIL = "email", "Courriel"
    SMS = "sms", "SMS"
    CALL = "call", "Téléphone"


class Undelivered(Exception):
    """The way is out of order: somebody is to be called instead."""


@dataclass(frozen=True)
class Words:
    """What is said: nothing of the person's situation in the subject, a short text for a phone."""

    subject: str
    text: str
    html: str
    short: str


def signed(
    subject: str, said: str, invitation: str = "", link: str = "", *, briefly: str = ""
) -> Words:
    """The sentence, and an address for whoever answers, under the name of the house.

    `briefly` is the sentence of the text message, where the whole would be long.
    """
    words = {
        "house": settings.HOUSE,
        "home": settings.ADDRESS,
        "address": settings.HOUSE_ADDRESS,
        "said": said,
        "invitation": invitation,
        "link": link,
    }
    short = f"{settings.HOUSE}\u202f: {briefly or said}"
    if link:
        short += f" {invitation}\u202f: {link}"
    return Words(
        subject=f"{subject}, {settings.HOUSE}",
        text=render_to_string("mails/told.txt", words),
        html=render_to_string("mails/told.html", words),
        short=texting.plain(short),
    )


class Reader(Protocol):
    """Somebody who may be written to; either is empty when it is not known."""

    @property
    def email(self) -> str: ...

    @property
    def phone(self) -> str: ...


class Messenger(Protocol):
    way: Way

    def reaches(self, who: Reader) -> bool: ...

    def send(self, who: Reader, words: Words) -> None: ...


class Email:
    way = Way.EMAIL

    def reaches(self, who: Reader) -> bool:
        return bool(who.email)

    def send(self, who: Reader, words: Words) -> None:
        try:
            letters.written(
                words.subject, words.text, words.html, to=[who.email], stop=letters.to_a_person()
            ).send()
        except (smtplib.SMTPException, OSError) as fault:
            raise Undelivered(str(fault)) from fault


class Sms:
    """A gateway that takes a JSON POST: `{"from": …, "to": …, "text": …}`."""

    way = Way.SMS

    def reaches(self, who: Reader) -> bool:
        return bool(settings.SMS_GATEWAY_URL) and who.phone.startswith(_MOBILE)

    def send(self, who: Reader, words: Words) -> None:
        said = {"from": settings.SMS_SENDER, "to": who.phone, "text": words.short}
        request = urllib.request.Request(
            settings.SMS_GATEWAY_URL,
            data=json.dumps(said).encode(),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Bearer {settings.SMS_GATEWAY_TOKEN}",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=_PATIENCE):
                pass
        except (urllib.error.URLError, http.client.HTTPException, OSError) as fault:
            raise Undelivered(str(fault)) from fault


def way_to(who: Reader) -> Messenger | None:
    """The first way that reaches the person; None puts them on the call list.

    The people of the demonstration are fictitious: nothing is sent to anybody.
    """
    if settings.DEMONSTRATION:
        return None
    return next((each for each in (Email(), Sms()) if each.reaches(who)), None)
