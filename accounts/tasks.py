"""The worker's part: a few lines that call a verb."""

from django.utils.timezone import now
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import mail

# Six tries over some twenty minutes; the job is kept as failed after that.
_PATIENCE = RetryStrategy(max_attempts=6, exponential_wait=4)


@app.task(retry=_PATIENCE)
def send_mail(kind: str, to: str, text: str, html: str, about: str = "") -> None:
    mail.deliver(kind=kind, to=to, text=text, html=html, at=now())
