"""A shared desk: whether it is locked, when somebody was last there, whose typing it keeps."""

from base64 import b64encode
from datetime import datetime

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import salted_hmac

from accounts.models import User

_NOTED_EVERY = 30  # seconds: how finely the last sign of life is remembered


def is_locked(session: SessionBase, *, at: datetime) -> bool:
    """Whether somebody locked it, or left it alone for too long."""
    seen = session.get("seen")
    left_alone = seen is not None and at.timestamp() - seen > settings.LOCK_MINUTES * 60
    return left_alone or getattr(session, "lock", None) is not None


def notice(session: SessionBase, *, at: datetime) -> None:
    """Somebody is there."""
    now = int(at.timestamp())
    if now - session.get("seen", 0) > _NOTED_EVERY:
        session["seen"] = now


def key_of(user: User) -> str:
    """What the browser seals with, of what the user types, so that nobody else opens it there."""
    secret = salted_hmac("accounts.desk.typed", user.get_session_auth_hash(), algorithm="sha256")
    return b64encode(secret.digest()).decode()
