"""What the worker does every hour."""

from procrastinate.contrib.django import app

from pimms.kernel import jobs
from recharges.services import anchors


@app.periodic(cron="7 * * * *")
@app.task(lock="anchors", retry=jobs.Patience())
def anchor_what_is_new(timestamp: int) -> None:
    anchors.set_anchor()
