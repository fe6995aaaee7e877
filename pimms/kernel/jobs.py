"""Work for later: asked for in a transaction, done by the worker, not lost when the worker dies.

A job is in the database when the transaction that asked for it commits, and only then. A job whose
worker died waits again; see `pimms/takeover.py`.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone
from procrastinate import BaseRetryStrategy, RetryDecision, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker
from procrastinate.jobs import Job
from procrastinate.manager import JobManager
from procrastinate.tasks import Task

from .outages import is_away

SIGNS_EVERY, SILENCE = timedelta(seconds=5), timedelta(seconds=20)  # of life, of a worker
_AGAIN_AFTER = 5  # seconds
_DAY = range(8, 20)  # the hours at which a telephone may ring

# The worker's own connector is a pool apart: what it wrote would not wait for our commit.
here = JobManager(DjangoConnector())

given_up: dict[str, Callable[..., object]] = {}


def later(task: str, **arguments: Any) -> None:
    """The worker does the task once the transaction that asks for it has committed."""
    asked = app.configure_task(task, allow_unknown=False)
    here.defer_job(asked.make_new_job(**arguments))


class Patience(BaseRetryStrategy):
    """A job waits for a database that is away, however often; other failures as `otherwise` says.

    Without `otherwise` a failure is final.
    """

    def __init__(self, otherwise: RetryStrategy | None = None) -> None:
        self._otherwise = otherwise

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if is_away(exception):
            return RetryDecision(retry_in={"seconds": _AGAIN_AFTER})
        if self._otherwise is None:
            return None
        return self._otherwise.get_retry_decision(exception=exception, job=job)


def when_given_up(verb: Callable[..., object]) -> Callable[[Task], Task]:
    """The verb is called with the job's arguments when its workers died too often: whoever waits
    for it is told there."""

    def remember(task: Task) -> Task:
        given_up[task.name] = verb
        return task

    return remember


class Standing(Enum):
    """How it stands with a job that somebody waits for."""

    UNDER_WAY = "under way"
    QUEUED = "queued"
    ON_HOLD = "on hold"  # its worker died, or none is there: it goes on by itself once one is
    GONE = "gone"  # nobody will do it any more


def with_jobs(rows: QuerySet, tasks: Iterable[str], *, argument: str) -> QuerySet:
    """The rows, each with the job of these tasks that bears its key: both of the same moment."""
    key = Cast(KeyTextTransform(argument, "args"), BigIntegerField())
    waiting = ProcrastinateJob.objects.alias(row=key).filter(
        task_name__in=tasks, status__in=("todo", "doing"), row=OuterRef("pk")
    )
    job = waiting.order_by("-status", "-pk")  # what is being done comes before what waits
    return rows.annotate(
        job_status=Subquery(job.values("status")[:1]),
        job_heard=Subquery(job.values("worker__last_heartbeat")[:1]),
    )


def standing(row: Any, *, at: datetime) -> Standing:
    """How it stands with the job of a row of `with_jobs`."""
    if row.job_status is None:
        return Standing.GONE
    if row.job_status == "todo":
        return Standing.QUEUED if is_worker_there(at=at) else Standing.ON_HOLD
    alive = row.job_heard is not None and row.job_heard > at - SILENCE
    return Standing.UNDER_WAY if alive else Standing.ON_HOLD


def is_worker_there(*, at: datetime) -> bool:
    """Whether a worker gave a sign of life lately."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=at - SILENCE).exists()


def by_day(at: datetime) -> bool:
    """Whether one may write to somebody's telephone at that instant."""
    return timezone.localtime(at).hour in _DAY
