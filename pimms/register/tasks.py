"""The worker's part: a few lines that call a verb."""

from datetime import timedelta

from django.utils.timezone import localdate, now
from procrastinate.contrib.django import app

from pimms.kernel import jobs
from pimms.models import RegisterUpload

from . import uploads

_KEPT = timedelta(days=30)


@jobs.when_given_up(uploads.give_up)
@app.task(lock="register", retry=jobs.Patience())
def try_register(upload_id: int) -> None:
    upload = RegisterUpload.objects.get(pk=upload_id)
    uploads.judge(upload, dry_run=True, today=localdate())


@jobs.when_given_up(uploads.give_up)
@app.task(lock="register", retry=jobs.Patience())
def import_register(upload_id: int) -> None:
    upload = RegisterUpload.objects.get(pk=upload_id)
    uploads.judge(upload, dry_run=False, today=localdate())


@app.periodic(cron="15 3 * * *")
@app.task(retry=jobs.Patience())
def purge_registers(timestamp: int) -> None:
    uploads.purge(before=now() - _KEPT)
