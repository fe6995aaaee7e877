"""The mail server of an installation that has none."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class NoServer(OSError):
    """Nobody said where messages are to be handed over."""


class EmailBackend(BaseEmailBackend):
    """Nothing leaves, and whoever posted it is told why: printed into a log, the links of a message
    would open an account to whoever reads logs."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise NoServer("EMAIL_URL")
