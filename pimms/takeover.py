"""Jobs whose worker died are taken up again, or given up with a sentence where somebody waits."""

import logging
from datetime import datetime

from django.db import connection, transaction
from procrastinate import sql
from procrastinate.contrib.django.models import (
    ProcrastinateEvent,
    ProcrastinateJob,
    ProcrastinateWorker,
)
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status

from pimms.kernel import jobs

_MOST_DEATHS = 5  # a job that kills whoever does it is not taken up for ever
_STALLED = f"{sql.queries['select_stalled_jobs_by_heartbeat']} FOR UPDATE OF job SKIP LOCKED"
_AS_IT_WAS = dict.fromkeys(("new_priority", "new_queue_name", "new_lock"))

log = logging.getLogger(__name__)


@transaction.atomic
def take_over(*, seen_before: frozenset[int] = frozenset()) -> frozenset[int]:
    """Of the jobs whose worker gives no sign of life, those that were seen before wait again.

    Returns those that were seen now. Seen twice, some seconds apart: a machine that slept wakes up
    with workers whose last sign of life is old, and who are well.
    """
    stalled = _stalled()
    for job in stalled:
        if job.id in seen_before:
            _take_up(job)
    return frozenset(job.id for job in stalled) - seen_before


def put_back(ids: list[int]) -> None:
    """The jobs wait again: whoever was doing them stops before they are done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")  # by the clock of the queue
        (at,) = cursor.fetchone()
    for each in ids:
        _wait_again(each, at=at)


def abandon(ids: list[int], *, worker: int) -> None:
    """The worker is not doing these jobs, whatever the queue says: they have none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET worker_id = NULL"
            " WHERE id = ANY(%s) AND worker_id = %s AND status = 'doing'",
            [ids, worker],
        )


def is_known(worker: int) -> bool:
    """Whether the worker is still taken for one."""
    return ProcrastinateWorker.objects.filter(pk=worker).exists()


def held_by(worker: int) -> frozenset[int]:
    """The jobs that the queue believes the worker to be doing."""
    doing = ProcrastinateJob.objects.filter(worker=worker, status="doing")
    return frozenset(doing.values_list("pk", flat=True).order_by("pk"))


def _stalled() -> list[Job]:
    """As the library tells them; each is ours until we commit."""
    rows = jobs.here.connector.execute_query_all(
        query=_STALLED,
        queue=None,
        task_name=None,
        seconds_since_heartbeat=jobs.SILENCE.total_seconds(),
    )
    return [Job.from_row(row) for row in rows]


def _take_up(job: Job) -> None:
    if _deaths(job) + 1 < _MOST_DEATHS:
        log.warning("The worker of %s died: it waits again.", job.task_name)
        _wait_again(job.id)
        return
    log.error("The workers of %s died %s times: it is given up.", job.task_name, _MOST_DEATHS)
    if tell := jobs.given_up.get(job.task_name):
        try:
            with transaction.atomic():
                tell(**ProcrastinateJob.objects.get(pk=job.id).args)
        except Exception:
            log.exception("Whoever waits for %s could not be told.", job.task_name)
    _end(job.id, delete=False)


def _deaths(job: Job) -> int:
    """How often its worker died before: whatever else put it back said when it is due again."""
    due = ProcrastinateEvent.objects.filter(job=job.id, type="scheduled")
    return job.attempts - due.count()


def _wait_again(job: int, *, at: datetime | None = None) -> None:
    try:
        with transaction.atomic():
            _ask("retry_job", job_id=job, retry_at=at, **_AS_IT_WAS)
    except UniqueViolation:  # another of its kind waits already, and does the same
        _end(job, delete=True)


def _end(job: int, *, delete: bool) -> None:
    _ask("finish_job", job_id=job, status=Status.FAILED.value, delete_job=delete)


def _ask(query: str, **arguments) -> None:
    jobs.here.connector.execute_query(query=sql.queries[query], **arguments)
