"""Whatever a worker does is safe to do twice: a job may come again when it was done already."""

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.support import registers
from tests.support.kinds_of_jobs import KINDS, Kind
from tests.support.queue import Fake

EACH_ONCE = {kind.task: kind for kind in reversed(KINDS)}
# It reads all of a year at one moment, and asks for a transaction of its own.
COMPARE = EACH_ONCE.pop("reports.tasks.compare_figures")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", EACH_ONCE.values(), ids=lambda kind: kind.task)
def test_done_twice_is_done_once(kind: Kind, box, tmp_path):
    done_twice(kind, box, tmp_path)


def test_figures_compared_twice_are_compared_once(committed_db, box, tmp_path):
    done_twice(COMPARE, box, tmp_path)


def done_twice(kind: Kind, box, tmp_path) -> None:
    kind.prepare(registers.write(tmp_path / "registre.xlsx"))
    asked = ProcrastinateJob.objects.filter(task_name=kind.task).latest("pk").args
    assert kind.task.rpartition(".")[2] in Fake().works()
    app.tasks[kind.task](**asked)
    Fake().works()
    kind.holds(box)
