"""Secret links by which somebody answers for their own seat, without signing in.

The token is the row's number and its seal: nothing to store, nothing to guess, and no use once
the seat is given back.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from workshops.models import Registration, Waiting

_SALTS = {Registration: "workshops.seat", Waiting: "workshops.offer"}


def token(thing: Registration | Waiting) -> str:
    return signing.Signer(salt=_SALTS[type(thing)]).sign(thing.pk)


def behind(model, token: str) -> int | None:
    """The number of the row that the token seals, or None when the seal is broken."""
    try:
        return int(signing.Signer(salt=_SALTS[model]).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def path(thing: Registration | Waiting) -> str:
    name = "workshops:seat" if isinstance(thing, Registration) else "workshops:offer"
    return reverse(name, args=[token(thing)])


def address(thing: Registration | Waiting) -> str:
    """The whole address, as a message or a slip gives it."""
    return settings.ADDRESS + path(thing)
