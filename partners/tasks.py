"""The worker's part: a few lines that call a verb."""

from django.utils.timezone import localdate
from procrastinate.contrib.django import app

from pimms.kernel import jobs

from . import services


@app.periodic(cron="10 4 * * *")
@app.task(retry=jobs.Patience())
def review_members(timestamp: int) -> None:
    services.review_members(by="review_members", on=localdate())


@app.periodic(cron="20 4 * * *")
@app.task(retry=jobs.Patience())
def remind_of_terms(timestamp: int) -> None:
    services.remind_of_terms(by="remind_of_terms", on=localdate())
