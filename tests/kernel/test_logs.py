"""What a log says of a failure, and of whom it says nothing."""

import logging

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction

from pimms.kernel.logs import Formatter
from tests.support import factories


def told(failure=None, **more) -> str:
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "Panne", None, failure)
    for name, value in more.items():
        setattr(record, name, value)
    return Formatter("%(message)s").format(record)


def test_a_row_that_is_refused_is_not_quoted(db):
    twice = {"session_key": "diallo awa", "expire_date": factories.an_instant()}
    Session.objects.create(**twice)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Session.objects.bulk_create([Session(**twice)])
    line = told((refused.type, refused.value, refused.tb))
    assert "IntegrityError" in line
    assert "duplicate key value violates unique constraint" in line
    assert "diallo" not in line


def test_a_job_is_told_by_its_number():
    call = "accounts.tasks.send_reset[12](email='lea@ccas.example')"
    job = {"id": 12, "task_name": "accounts.tasks.send_reset", "call_string": call}
    record = logging.LogRecord("worker", logging.ERROR, "", 1, f"Job {call} failed", None, None)
    record.job = job
    assert Formatter("%(message)s").format(record) == "Job accounts.tasks.send_reset[12] failed"
