"""Secret links by which somebody answers for their own seat, without signing in.

The token is the row's number and its seal: nothing to store, nothing to guess, and no use once
the seat is given back. It is short, for it is paid by the letter in a text message; those of
before, whose seal is whole, still open.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from workshops.models import Registration, Waiting

_SALTS = {Registration: "workshops.seat", Waiting: "workshops.offer"}


_SEAL = 12  # characters of six bits


def token(thing: Registration | Waiting) -> str:
    return f"{thing.pk}-{_seal(type(thing), thing.pk)}"


def _seal(model, pk: int) -> str:
    whole = signing.Signer(salt=_SALTS[model]).signature(f"short {pk}")
    return whole[:_SEAL]


def behind(model, token: str) -> int | None:
    """The number of the row that the token seals, or None when the seal is broken."""
    pk, _, seal = token.partition("-")
    try:
        if pk.isdecimal() and constant_time_compare(seal, _seal(model, int(pk))):
            return int(pk)
        return int(signing.Signer(salt=_SALTS[model]).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def path(thing: Registration | Waiting) -> str:
    name = "workshops:seat" if isinstance(thing, Registration) else "workshops:offer"
    return reverse(name, args=[token(thing)])


def address(thing: Registration | Waiting) -> str:
    """The whole address, as a message or a slip gives it."""
    return settings.ADDRESS + path(thing)
