"""The worker's part: a few lines that call a verb."""

from datetime import timedelta

from django.utils.timezone import localdate, now
from procrastinate.contrib.django import app

from pimms.models import RegisterUpload

from . import uploads

_KEPT = timedelta(days=30)


@app.task(lock="register")
def try_register(upload_id: int) -> None:
    upload = RegisterUpload.objects.get(pk=upload_id)
    uploads.judge(upload, dry_run=True, today=localdate())


@app.task(lock="register")
def import_register(upload_id: int) -> None:
    upload = RegisterUpload.objects.get(pk=upload_id)
    uploads.judge(upload, dry_run=False, today=localdate())


@app.periodic(cron="15 3 * * *")
@app.task
def purge_registers(timestamp: int) -> None:
    uploads.purge(before=now() - _KEPT)
