"""When the periodic verbs run: by the clock on the wall, and made up for once."""

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from asgiref.sync import async_to_sync
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from beneficiaries.tasks import tell_ends
from pimms import night
from pimms.night import Deferrer, last_due
from tests.support import factories
from tests.support.queue import Fake

PARIS = ZoneInfo("Europe/Paris")
NIGHTLY = "beneficiaries.tasks.prepare_exits"  # at 03:40
DAILY = {
    "accounts.tasks.forget_visits",
    "accounts.tasks.purge_letters",
    "beneficiaries.tasks.look_after_referrals",
    "beneficiaries.tasks.prepare_exits",
    "beneficiaries.tasks.tell_ends",
    "partners.tasks.remind_of_terms",
    "partners.tasks.review_members",
    "pimms.register.tasks.purge_registers",
    "reports.tasks.compare_figures",
}
OFTEN = {
    "pimms.exports.tasks.purge_exports",
    "pimms.returns.tasks.tell_referrers",
    "recharges.tasks.anchor_what_is_new",
    "workshops.tasks.pass_offers_on",
    "workshops.tasks.send_reminders",
}


def at(*when) -> datetime:
    return datetime(*when, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (at(2016, 1, 12, 3, 39), at(2016, 1, 11, 3, 40)),
        (at(2016, 1, 12, 3, 41), at(2016, 1, 12, 3, 40)),
        (at(2016, 7, 12, 3, 41), at(2016, 7, 12, 3, 40)),  # summer: two hours from Greenwich
        (at(2016, 3, 27, 9, 0), at(2016, 3, 27, 3, 40)),  # the night that has no two o'clock
        (at(2016, 10, 30, 3, 39), at(2016, 10, 29, 3, 40)),  # and the one that has two
        (at(2016, 10, 30, 3, 41), at(2016, 10, 30, 3, 40)),
    ],
)
def test_an_hour_is_that_of_the_clock_on_the_wall(now, due):
    assert last_due("40 3 * * *", now) == due.timestamp()
    assert last_due("40 3 * * *", now.astimezone(ZoneInfo("UTC"))) == due.timestamp()


def looked(deferrer: Deferrer, when: datetime) -> list[str]:
    """The tasks that are asked for when somebody looks at that instant."""
    before = set(ProcrastinateJob.objects.values_list("pk", flat=True))
    with time_machine.travel(when, tick=False):
        due = deferrer.get_previous_tasks(at=when.timestamp())
        async_to_sync(deferrer.defer_jobs)(due)
    fresh = ProcrastinateJob.objects.exclude(pk__in=before).order_by("pk")
    return [job.task_name for job in fresh]


@pytest.fixture
def deferrer(committed_db):
    app.perform_import_paths()
    return Deferrer(registry=app.periodic_registry)


def anew() -> Deferrer:
    """Of a worker that has just begun."""
    return Deferrer(registry=app.periodic_registry)


def test_each_verb_is_asked_for_once_when_its_hour_has_come(deferrer):
    looked(deferrer, at(2016, 1, 12, 3, 0))
    Fake().works()
    assert NIGHTLY not in looked(deferrer, at(2016, 1, 12, 3, 39))
    assert looked(deferrer, at(2016, 1, 12, 3, 40, 20)).count(NIGHTLY) == 1
    assert NIGHTLY not in looked(deferrer, at(2016, 1, 12, 3, 41))
    assert NIGHTLY not in looked(anew(), at(2016, 1, 12, 3, 42)), "the queue remembers"


def test_what_was_missed_while_the_machine_was_off_is_made_up_for_once(deferrer):
    looked(deferrer, at(2016, 1, 8, 17, 0))  # Friday
    Fake().works()
    monday = looked(anew(), at(2016, 1, 11, 9, 2))
    assert set(monday) == DAILY | OFTEN
    assert len(monday) == len(set(monday))


def test_a_machine_that_slept_asks_for_one_job_and_not_for_hundreds(deferrer):
    """The same process, three days later."""
    looked(deferrer, at(2016, 1, 8, 17, 0))
    Fake().works()
    monday = looked(deferrer, at(2016, 1, 11, 9, 2))
    assert monday.count("workshops.tasks.pass_offers_on") == 1
    assert len(monday) == len(set(monday))


def test_while_one_waits_another_of_its_kind_is_not_asked_for(deferrer):
    looked(deferrer, at(2016, 1, 12, 9, 0, 1))
    later = looked(deferrer, at(2016, 1, 12, 9, 10, 1))
    assert "workshops.tasks.pass_offers_on" not in later
    assert "pimms.returns.tasks.tell_referrers" not in later


def test_the_worker_looks_at_the_clock_again_and_again(deferrer, monkeypatch):
    looks = []

    async def look(jobs_to_defer):
        looks.append(list(jobs_to_defer))
        if len(looks) == 3:
            raise asyncio.CancelledError

    monkeypatch.setattr(night, "LOOKS_EVERY", 0)
    monkeypatch.setattr(deferrer, "defer_jobs", look)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(deferrer.worker())
    assert len(looks[0]) == len(DAILY | OFTEN)
    assert looks[1:] == [[], []]


def test_nobody_is_written_to_by_night_when_the_hour_was_missed(db, mailoutbox):
    ending = factories.enrolment(factories.person(email="awa@example.org"))
    evening = at(2017, 2, 20, 22, 30)
    with time_machine.travel(evening, tick=False):
        tell_ends(timestamp=0)
    assert mailoutbox == []
    with time_machine.travel(evening + timedelta(hours=12), tick=False):
        tell_ends(timestamp=0)
        tell_ends(timestamp=0)
    assert len(mailoutbox) == 1
    assert ending.end_notices.count() == 1
