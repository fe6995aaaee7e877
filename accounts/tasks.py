"""The worker's part: a few lines that call a verb."""

from datetime import timedelta

from django.utils.timezone import now
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from pimms.kernel import jobs

from . import mail, services
from .sessions import SessionStore

# Every four minutes: a letter gives up by itself after some twenty.
_PATIENCE = jobs.Patience(RetryStrategy(wait=240))
_WORDS_KEPT, _TOLD = timedelta(days=7), timedelta(days=30)


def _give_up(letter_id: int) -> None:
    mail.give_up(letter_id, at=now())


@jobs.when_given_up(_give_up)
@app.task(retry=_PATIENCE)
def send_mail(letter_id: int) -> None:
    mail.deliver(letter_id, at=now())


@app.task(retry=jobs.Patience())
def send_reset(forgotten_id: int) -> None:
    services.send_reset(forgotten_id)


@app.periodic(cron="20 3 * * *")
@app.task(retry=jobs.Patience())
def purge_letters(timestamp: int) -> None:
    services.purge_letters(words_before=now() - _WORDS_KEPT, before=now() - _TOLD)


@app.periodic(cron="30 3 * * *")
@app.task(retry=jobs.Patience())
def forget_visits(timestamp: int) -> None:
    """What sessions held that have ended, and what was counted of visitors."""
    SessionStore.clear_expired()
    services.forget_counts(before=now())
