"""The worker's part: a few lines that call a verb."""

from django.utils.timezone import localdate, now
from procrastinate.contrib.django import app

from pimms.kernel import jobs

from .sweep import tell_by_mail


@app.periodic(cron="*/10 * * * *")
@app.task(lock="returns", queueing_lock="returns", retry=jobs.Patience())
def tell_referrers(timestamp: int) -> None:
    tell_by_mail(by="tell_referrers", on=localdate(), at=now())
