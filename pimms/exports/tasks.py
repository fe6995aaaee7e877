"""The worker's part: a few lines that call a verb."""

from datetime import timedelta

from django.utils.timezone import now
from procrastinate.contrib.django import app

from pimms.kernel import jobs
from pimms.models import Export

from . import asking

KEPT = timedelta(hours=24)


@jobs.when_given_up(asking.give_up)
@app.task(retry=jobs.Patience())
def write_export(export_id: int) -> None:
    export = Export.objects.select_related("asked_by").filter(pk=export_id).first()
    if export:
        asking.write(export)


@app.periodic(cron="25 * * * *")
@app.task(retry=jobs.Patience())
def purge_exports(timestamp: int) -> None:
    asking.purge(before=now() - KEPT)
