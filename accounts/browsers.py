"""Browsers in which somebody signed in before: their guesses are counted apart from the street's.

A browser bears a word drawn at random, that names nobody. Which accounts were opened in it is
remembered by digests, in the cache that all processes share.
"""

import hashlib
import secrets

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase

COOKIE = "appareil"
_KEPT = 180 * 24 * 3600  # seconds since somebody last signed in there
_LENGTH = 43  # of a word


def known_as(request: HttpRequest) -> str:
    """What the browser is counted by; nothing when nobody signed in there before."""
    word = _word(request)
    return _digest(word) if word and cache.get(_key(word)) else ""


def knows(request: HttpRequest, email: str) -> bool:
    """Whether that account was opened in this browser before."""
    word = _word(request)
    return bool(word and cache.get(_key(word, email)))


def remember(request: HttpRequest, response: HttpResponseBase, *, email: str) -> None:
    """From now on the browser is one in which that account was opened."""
    word = _word(request) or secrets.token_urlsafe(32)
    for key in (_key(word), _key(word, email)):
        cache.set(key, True, _KEPT)
    response.set_cookie(
        COOKIE,
        word,
        max_age=_KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _word(request: HttpRequest) -> str:
    word = request.COOKIES.get(COOKIE, "")
    return word if len(word) == _LENGTH else ""


def _key(word: str, email: str = "") -> str:
    return f"browser:{_digest(word, email.lower())}"


def _digest(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()
