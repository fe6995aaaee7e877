"""`kill -9` of the worker in the middle of each kind of job: nothing lost, nothing twice, nothing
stuck."""

import os
import signal
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psycopg
import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from tests.support import queue, registers, way
from tests.support.kinds_of_jobs import KINDS, NOW, Kind
from tests.support.nursery import Nursery
from tests.support.queue import Fake

PATIENCE = 60  # seconds
_STANDS_BEFORE = """
SELECT 1 FROM pg_locks WHERE NOT granted AND relation = %s::regclass
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@pytest.fixture(scope="module")
def nursery():
    nursery = Nursery()
    yield nursery
    nursery.close()


@dataclass
class Worker:
    """A process that works on the test's own database."""

    nursery: Nursery
    pid: int

    def send(self, what: int) -> int:
        """It is killed, or told to stop; returns how it ended."""
        os.kill(self.pid, what)
        return self.nursery.wait(self.pid)


@pytest.fixture
def worker(box, nursery, committed_db, settings, tmp_path):
    """`worker()`: a process like the one that `serve` begins."""
    begun, log = [], tmp_path / "worker.log"

    def begin(**more) -> Worker:
        said = {"DATABASE": committed_db, "FILES": f"{settings.MEDIA_ROOT}", "LOG": f"{log}",
                "WITNESS": f"{settings.WITNESS_DIR}", "MAIL": f"{settings.EMAIL_PORT}",
                "NOW": NOW.isoformat()}  # fmt: skip
        begun.append(Worker(nursery, nursery.begin(**said | more)))
        return begun[-1]

    begin.log = log
    yield begin
    for each in begun:
        with suppress(ProcessLookupError):
            each.send(signal.SIGKILL)
    if log.exists():
        print(log.read_text())


@contextmanager
def taking_no_writes(table: str):
    """Whoever wants to write into the table waits, until the end."""
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as held:
        held.execute(f"LOCK TABLE {table} IN SHARE MODE")
        yield
        held.rollback()


def wait_until_it_stands_before(table: str) -> None:
    queue.wait_for(_STANDS_BEFORE, table)


def taken_up_and_done() -> None:
    """What another worker does when the killed one has been silent for long enough."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'"
        )
    queue.taken_over()
    worker = Fake()
    while job := worker.takes():
        try:
            worker.does(job)
        except Exception as failure:
            retry = app.tasks[job.task_name].get_retry_exception(
                exception=failure, job=job.procrastinate_job
            )
            assert retry is None, "it would be sent again"


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_nothing_is_lost_twice_or_stuck(kind: Kind, box, worker, tmp_path):
    kind.prepare(registers.write(tmp_path / "registre.xlsx"))
    with taking_no_writes(kind.table):
        killed = worker()
        wait_until_it_stands_before(kind.table)
        assert ProcrastinateJob.objects.get(status="doing").task_name == kind.task
        killed.send(signal.SIGKILL)

    taken_up_and_done()
    stuck = ProcrastinateJob.objects.exclude(status="failed").order_by("pk")
    assert [*stuck.values_list("task_name", "status", "attempts")] == []
    kind.holds(box)


def test_each_kind_of_job_is_tried():
    app.perform_import_paths()
    ours = {name for name in app.tasks if "procrastinate" not in name}
    assert {kind.task for kind in KINDS} == ours


def test_a_mail_that_the_server_has_and_has_not_said_so_is_not_sent_again(box, worker):
    send_mail = next(kind for kind in KINDS if kind.table == "accounts_sentmail")
    send_mail.prepare(None)
    box.takes_its_time.set()
    killed = worker()
    assert box.reached.wait(PATIENCE)
    killed.send(signal.SIGKILL)
    box.takes_its_time.clear()
    taken_up_and_done()
    send_mail.holds(box)


def test_a_worker_that_is_stopped_finishes_what_it_does(box, worker, nursery):
    send_mail = next(kind for kind in KINDS if kind.table == "kernel_sending")
    send_mail.prepare(None)
    with taking_no_writes("kernel_sending"):
        stopped = worker()
        wait_until_it_stands_before("kernel_sending")
        os.kill(stopped.pid, signal.SIGTERM)
    assert nursery.wait(stopped.pid) == 0
    send_mail.holds(box)
    assert not ProcrastinateWorker.objects.exists(), "it said good-bye"


def test_a_worker_whose_database_restarts_goes_on(box, worker):
    send_mail = next(kind for kind in KINDS if kind.table == "kernel_sending")
    with way.to_the_database() as there:
        going_on = worker(HOST=there.host)
        queue.wait_for("SELECT 1 FROM procrastinate_workers")
        there.cut()
        send_mail.prepare(None)
        there.mend()
        queue.wait_for("SELECT 1 FROM accounts_sentmail")
        assert going_on.send(signal.SIGTERM) == 0, "it is the same process"
    send_mail.holds(box)


def test_a_worker_whose_database_is_away_waits_for_it(box, worker):
    send_mail = next(kind for kind in KINDS if kind.table == "kernel_sending")
    with way.to_the_database() as there:
        waiting = worker(HOST=there.host, NOTICES_WITHIN=1)
        queue.wait_for("SELECT 1 FROM procrastinate_workers")
        there.cut()
        send_mail.prepare(None)
        queue.wait_until(lambda: "we wait for it" in worker.log.read_text())
        there.mend()
        queue.wait_for("SELECT 1 FROM accounts_sentmail")
        assert waiting.send(signal.SIGTERM) == 0, "it is the same process"
    send_mail.holds(box)


def test_what_takes_longer_than_the_stop_waits_again_at_once(box, worker, tmp_path):
    kind = next(kind for kind in KINDS if kind.task.endswith("import_register"))
    kind.prepare(registers.write(tmp_path / "registre.xlsx"))
    with taking_no_writes(kind.table):
        stopped = worker(STOPS_WITHIN=1)
        wait_until_it_stands_before(kind.table)
        assert stopped.send(signal.SIGTERM) == 0
        job = ProcrastinateJob.objects.get(task_name=kind.task)
        assert (job.status, job.worker_id) == ("todo", None), "and it said good-bye"
    taken_up_and_done()
    kind.holds(box)
