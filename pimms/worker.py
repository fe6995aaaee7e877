"""The worker: the library's, which outlives its database, takes up what others left and stops in
time.

What it was doing when it is stopped is finished within some seconds, or waits again.
"""

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app, connector_params
from procrastinate.worker import Worker

from pimms import postgres, takeover
from pimms.kernel import jobs, outages
from pimms.night import Deferrer

LOOKS_EVERY = 10  # seconds; others give two signs of life meanwhile
STOPS_WITHIN = 10  # seconds; whoever stops us waits longer than that
NOTICES_WITHIN = 30  # seconds; a database that restarts in the meantime is not missed
_BREATH = 3  # seconds

log = logging.getLogger(__name__)


class HouseWorker(Worker):
    def __init__(self, told_to_stop: threading.Event, **options):
        super().__init__(
            app=app,
            delete_jobs="successful",  # a job that went well is not kept: it may bear a message
            shutdown_graceful_timeout=STOPS_WITHIN,
            install_signal_handlers=False,
            update_heartbeat_interval=jobs.SIGNS_EVERY.total_seconds(),
            stalled_worker_timeout=jobs.SILENCE.total_seconds(),
            **app.worker_defaults | options,
        )
        self._told_to_stop = told_to_stop
        self._stalled: frozenset[int] = frozenset()
        self._not_ours: frozenset[int] = frozenset()

    async def _periodic_deferrer(self):
        await Deferrer(registry=self.app.periodic_registry).worker()

    def _start_side_tasks(self):
        if self._told_to_stop.is_set():  # before it ran: what it was told then was forgotten
            self.stop()
        looking = asyncio.create_task(self._look_after_jobs(), name="look_after_jobs")
        return [*super()._start_side_tasks(), looking]

    async def _look_after_jobs(self) -> None:
        while True:
            await self._look()
            await asyncio.sleep(LOOKS_EVERY)

    async def _look(self) -> None:
        """Others' jobs whose worker died wait again; so do ours whose end could not be written."""
        await self.app.job_manager.update_heartbeat(self.worker_id)  # the machine may have slept
        if not await _apart(takeover.is_known, self.worker_id):
            raise RuntimeError("Another worker took this one for dead.")
        held = await _apart(takeover.held_by, self.worker_id)
        lost = held - {context.job.id for context in self._running_jobs.values()}
        await _apart(takeover.abandon, [*lost & self._not_ours], worker=self.worker_id)
        self._not_ours = lost
        self._stalled = await _apart(takeover.take_over, seen_before=self._stalled)

    async def _abort_running_jobs(self) -> None:
        """They are cut short and wait again; a thread cannot be stopped, so the process ends."""
        running = [context.job.id for context in self._running_jobs.values()]
        with suppress(Exception):
            async with asyncio.timeout(_BREATH):
                await _apart(takeover.put_back, running)
                await self.app.job_manager.unregister_worker(self.worker_id)
        postgres.let_go()
        os._exit(0 if self._told_to_stop.is_set() else 1)


async def _apart(verb: Callable, *arguments, **words):
    return await sync_to_async(_with_a_connection_that_lives, thread_sensitive=False)(
        verb, *arguments, **words
    )


def _with_a_connection_that_lives(verb: Callable, *arguments, **words):
    close_old_connections()
    try:
        return verb(*arguments, **words)
    finally:
        close_old_connections()


def work() -> None:
    """Jobs are done until we are told to stop, whatever happens to the database meanwhile."""
    told_to_stop = threading.Event()
    stops: list[Callable[[], object]] = []  # what stops the worker that runs now

    def stop(*_) -> None:
        told_to_stop.set()
        for each in stops:
            each()

    def revive() -> None:
        if told_to_stop.is_set():
            raise SystemExit(0)
        postgres.revive()

    if threading.current_thread() is threading.main_thread():  # `make dev` works in another
        # Not the loop's own handlers: between two of its runs a signal would end us unheard.
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, stop)
    while not told_to_stop.is_set():
        outages.wait(meanwhile=revive)
        try:
            asyncio.run(_work(told_to_stop, stops))
        except Exception as failure:
            if not outages.is_away(failure):
                log.exception("The worker failed; it begins anew.")
        told_to_stop.wait(_BREATH)


async def _work(told_to_stop: threading.Event, stops: list[Callable[[], object]]) -> None:
    """It works until it is told to stop, or something fails under it."""
    connector = PsycopgConnector(kwargs=connector_params(), timeout=NOTICES_WITHIN)
    with app.replace_connector(connector):
        async with app.open_async():
            app.perform_import_paths()
            worker = HouseWorker(told_to_stop)
            stops.append(partial(asyncio.get_running_loop().call_soon_threadsafe, worker.stop))
            try:
                await worker.run()
            finally:
                stops.clear()
