"""What the worker does by night."""

from django.utils.timezone import localdate
from procrastinate.contrib.django import app

from beneficiaries import services


@app.periodic(cron="40 3 * * *")
@app.task(lock="exits")
def prepare_exits(timestamp: int) -> None:
    services.prepare_exits(by="prepare_exits", on=localdate())
