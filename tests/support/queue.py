"""Workers as the queue knows them: who took which job, and gives a sign of life or does not."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from pimms import takeover
from pimms.kernel import jobs

# Heard how long ago: for as long as a test may take, or not any more.
ALIVE, DEAD = -timedelta(hours=1), 2 * jobs.SILENCE


class Fake:
    """A worker that takes jobs and does them when it is told to."""

    def __init__(self):
        self.pk = _asked("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")[0]
        self.was_heard(ALIVE)

    def takes(self) -> ProcrastinateJob | None:
        """The job that a worker would do next."""
        (job,) = _asked("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", self.pk)
        return ProcrastinateJob.objects.filter(pk=job).first()

    def does(self, job: ProcrastinateJob) -> None:
        """As a worker does: what failed is kept, what went well is not."""
        ended = "failed"
        try:
            app.tasks[job.task_name](**job.args)
            ended = "succeeded"
        finally:
            _asked(
                "SELECT procrastinate_finish_job_v1(%s, %s, %s)", job.pk, ended, ended != "failed"
            )

    def works(self) -> list[str]:
        """All that waits is done; returns the names of the tasks."""
        done = []
        while job := self.takes():
            self.does(job)
            done.append(job.task_name.rpartition(".")[2])
        return done

    def was_heard(self, ago: timedelta) -> None:
        _asked(
            "UPDATE procrastinate_workers SET last_heartbeat = clock_timestamp() - %s"
            " WHERE id = %s RETURNING id",
            ago,
            self.pk,
        )

    def dies(self) -> None:
        self.was_heard(DEAD)


def taken_over() -> None:
    """What a worker does in its first seconds: it looks twice."""
    takeover.take_over(seen_before=takeover.take_over())


def forgotten(job: ProcrastinateJob) -> None:
    """Nobody will do it: it is not in the queue any more."""
    _asked("DELETE FROM procrastinate_jobs WHERE id = %s RETURNING id", job.pk)


def wait_for(statement: str, *arguments) -> None:
    """The database answers the question with a row; fails when it did not within a minute."""
    wait_until(lambda: _asked(statement, *arguments) is not None, what=statement)


def wait_until(is_so: Callable[[], bool], *, what: str = "") -> None:
    """It is so; fails when it was not within a minute."""
    deadline = time.monotonic() + 60
    while not is_so():
        if time.monotonic() > deadline:
            pytest.fail(f"Not within a minute: {what or is_so}")
        _asked("SELECT pg_sleep(0.05)")


def _asked(statement: str, *arguments) -> tuple | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return cursor.fetchone()
