"""What the worker does by night: each year that has a frozen report, and the one that runs."""

from django.db import connection, transaction
from django.utils.timezone import now
from procrastinate.contrib.django import app

from pimms.kernel import jobs
from reports import services
from reports.figures import recorded
from reports.models import Edition


@app.periodic(cron="20 4 * * *")
@app.task(lock="compare", retry=jobs.Patience())
def compare_figures(timestamp: int) -> None:
    compare_all()


def compare_all() -> None:
    """All that is read of a year is read at one moment."""
    years = set(Edition.objects.frozen().values_list("year", flat=True))
    years |= {each.year for each in recorded()[:2]}
    for year in sorted(years):
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            services.compare(year, by="compare_figures", at=now())
