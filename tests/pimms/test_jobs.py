"""Work for later: there when its transaction commits, taken up again when its worker dies."""

from datetime import timedelta

import psycopg
import pytest
from django.db import OperationalError, transaction
from django.utils.timezone import now
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from pimms import takeover
from pimms.kernel import jobs
from tests.support import queue
from tests.support.queue import ALIVE, DEAD, Fake

pytestmark = pytest.mark.django_db

TASK = "pimms.returns.tasks.tell_referrers"  # one at a time, and one that waits


def asked(**arguments) -> ProcrastinateJob:
    jobs.later(TASK, **{"timestamp": 0} | arguments)
    return ProcrastinateJob.objects.latest("pk")


def status_of(job: ProcrastinateJob) -> str | None:
    return ProcrastinateJob.objects.filter(pk=job.pk).values_list("status", flat=True).first()


def test_a_job_is_there_with_its_transaction_and_not_without():
    with transaction.atomic():
        jobs.later(TASK, timestamp=0)
        assert ProcrastinateJob.objects.exists()
        transaction.set_rollback(True)
    assert not ProcrastinateJob.objects.exists()


def test_a_job_whose_worker_died_waits_again_and_blocks_nobody():
    job, worker = asked(), Fake()
    assert worker.takes() == job
    asked(timestamp=1)
    assert Fake().takes() is None, "one at a time"
    worker.dies()

    queue.taken_over()

    assert status_of(job) is None, "the one that waited does the same"
    assert Fake().takes().args == {"timestamp": 1}


def test_a_job_that_nobody_waits_behind_is_done_by_the_next_worker():
    job, worker = asked(), Fake()
    worker.takes()
    worker.dies()
    queue.taken_over()
    assert (status_of(job), Fake().takes()) == ("todo", job)


def test_the_job_of_a_worker_that_lives_is_left_to_it():
    job, worker = asked(), Fake()
    worker.takes()
    queue.taken_over()
    assert status_of(job) == "doing"


def test_a_worker_that_slept_with_its_machine_is_given_time_to_wake_up():
    job, worker = asked(), Fake()
    worker.takes()
    worker.was_heard(DEAD)
    seen = takeover.take_over()
    worker.was_heard(ALIVE)
    takeover.take_over(seen_before=seen)
    assert status_of(job) == "doing"


def test_a_job_that_a_worker_left_undone_and_unsaid_is_taken_up_too():
    job, worker = asked(), Fake()
    worker.takes()
    assert takeover.held_by(worker.pk) == {job.pk}
    takeover.abandon([job.pk], worker=worker.pk)
    queue.taken_over()
    assert status_of(job) == "todo"


def test_what_is_stopped_before_its_end_waits_again():
    job, worker = asked(), Fake()
    worker.takes()
    takeover.put_back([job.pk])
    assert Fake().takes() == job


def test_a_job_that_kills_every_worker_is_given_up_and_somebody_is_told(monkeypatch):
    told = []
    monkeypatch.setitem(jobs.given_up, TASK, lambda **said: told.append(said))
    job = asked()
    for _ in range(5):
        worker = Fake()
        assert worker.takes() == job
        assert told == []
        worker.dies()
        queue.taken_over()
    assert (status_of(job), told) == ("failed", [{"timestamp": 0}])


def put_off(job: ProcrastinateJob) -> None:
    """Its database was away, and it is tried again: now, as far as it knows."""
    failure = psycopg.OperationalError("server closed the connection unexpectedly")
    retry = app.tasks[TASK].get_retry_exception(exception=failure, job=job.procrastinate_job)
    assert retry.retry_decision.retry_at > now()
    jobs.here.retry_job_by_id(job.pk, retry_at=now() - timedelta(minutes=1))


def test_only_deaths_are_counted():
    """Not the times that it waited for its database, nor those that its worker was stopped."""
    job, worker = asked(), Fake()
    for _ in range(5):
        assert worker.takes() == job
        put_off(job)
        assert worker.takes() == job
        takeover.put_back([job.pk])
    assert worker.takes() == job
    worker.dies()
    queue.taken_over()
    assert status_of(job) == "todo"


def test_a_page_that_cannot_be_told_keeps_no_other_job_waiting(monkeypatch):
    def breaks(**said):
        raise ValueError

    monkeypatch.setitem(jobs.given_up, TASK, breaks)
    monkeypatch.setattr(takeover, "_MOST_DEATHS", 1)
    job, worker = asked(), Fake()
    worker.takes()
    worker.dies()
    queue.taken_over()
    assert status_of(job) == "failed"


@pytest.mark.parametrize(
    "away",
    [
        psycopg.OperationalError("server closed the connection unexpectedly"),
        psycopg.errors.AdminShutdown(),
        psycopg.errors.CannotConnectNow(),
        psycopg.InterfaceError("the connection is closed"),
    ],
)
def test_whatever_a_task_was_doing_when_the_database_went_away_it_does_again(away):
    failure = OperationalError()
    failure.__cause__ = away
    job = Job(queue="default", lock=None, queueing_lock=None, task_name="any", attempts=20)
    ours = [task for task in app.tasks.values() if not task.name.startswith("builtin:")]
    without = {
        task.name for task in ours if not task.get_retry_exception(exception=failure, job=job)
    }
    assert without <= {"procrastinate.builtin_tasks.remove_old_jobs"}


def test_what_the_database_refuses_in_good_health_is_no_reason_to_wait():
    refused = OperationalError()
    refused.__cause__ = psycopg.errors.DeadlockDetected()
    job = Job(queue="default", lock=None, queueing_lock=None, task_name="any")
    assert jobs.Patience().get_retry_exception(exception=refused, job=job) is None


def test_the_worker_is_known_by_its_signs_of_life():
    assert not jobs.is_worker_there(at=now())
    worker = Fake()
    assert jobs.is_worker_there(at=now())
    worker.dies()
    assert not jobs.is_worker_there(at=now())
