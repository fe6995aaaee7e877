"""When the periodic verbs are due: in local time, and made up for once when nobody was there."""

import asyncio
import time
from collections.abc import Iterable
from datetime import datetime

from croniter import croniter
from django.utils.timezone import get_default_timezone
from procrastinate.periodic import PeriodicDeferrer, PeriodicTask

LOOKS_EVERY = 20  # seconds


def last_due(cron: str, at: datetime) -> int:
    """The last instant until then at which the local clock showed it, in seconds of the epoch."""
    local = at.astimezone(get_default_timezone())
    due = croniter(cron, local).get_prev(datetime)
    return round(due.timestamp())


class Deferrer(PeriodicDeferrer):
    """Each verb whose hour has come since it last ran has one job, however many hours were missed.

    The verbs do all that is due when they run. The queue remembers the last hour of each: whoever
    else looks, nothing is asked for twice.
    """

    async def worker(self) -> None:
        # The clock is looked at: a sleep until the hour would stand still when the machine does.
        while True:
            await self.defer_jobs(self.get_previous_tasks(at=time.time()))
            await asyncio.sleep(LOOKS_EVERY)

    def get_timestamps(
        self, periodic_task: PeriodicTask, since: int | None, until: float
    ) -> Iterable[int]:
        now = datetime.fromtimestamp(until, get_default_timezone())
        due = last_due(periodic_task.cron, now)
        if since is None or due > since:
            yield due
