"""Django's sessions, each read in one question with the lock of its desk."""

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import DeskLock


class SessionStore(db.SessionStore):
    """What a browser is known by. The lock stands beside it and not in it: two requests at once
    would write over what the other knew of it."""

    lock: DeskLock | None = None

    def load(self) -> dict[str, Any]:
        found = self.model.objects.select_related("desk_lock").filter(
            session_key=self.session_key, expire_date__gt=timezone.now()
        )
        if (session := found.first()) is None:
            self._session_key = None
            return {}
        self.lock = getattr(session, "desk_lock", None)
        return self.decode(session.session_data)

    def save(self, must_create: bool = False) -> None:
        """Without waiting for the disk: what a power cut would take of it is a sign-in."""
        if connection.in_atomic_block:
            return super().save(must_create)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")
            super().save(must_create)
        return None
