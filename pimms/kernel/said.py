"""What a page says of what was just done."""

from collections.abc import Sequence
from typing import Any

from django.contrib.messages.storage.session import SessionStorage

_MOST = 20


class Said(SessionStorage):
    """Kept in the session and not in a cookie: it names people, and is gone with the session. What
    nobody reads does not pile up: the latest are kept."""

    def serialize_messages(self, messages: Sequence[Any]) -> str:
        return super().serialize_messages(messages[-_MOST:])
