"""The worker's part: a few lines that call a verb."""

from datetime import timedelta

from django.utils.timezone import now
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from pimms.kernel import jobs, sending

from . import mail

_REMEMBERED = timedelta(days=30)
# Six tries over some twenty minutes; the job is kept as failed after that. What may have left
# already is not sent again by itself.
_PATIENCE = jobs.Patience(
    RetryStrategy(max_attempts=6, exponential_wait=4, retry_exceptions=[OSError])
)


def _give_up(kind: str, to: str, key: str, **words: str) -> None:
    mail.give_up(kind=kind, to=to, at=now(), key=key)


@jobs.when_given_up(_give_up)
@app.task(retry=_PATIENCE)
def send_mail(kind: str, to: str, text: str, html: str, key: str, about: str = "") -> None:
    mail.deliver(kind=kind, to=to, text=text, html=html, at=now(), key=key)


@app.periodic(cron="5 3 * * *")
@app.task(retry=jobs.Patience())
def forget_sendings(timestamp: int) -> None:
    sending.forget_old(before=now() - _REMEMBERED)
