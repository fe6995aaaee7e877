"""`kill -9` of the database in the middle of five hundred sales, on a server of the test's own."""

import os
import signal
import subprocess
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from django.db import DatabaseError, connection

from pimms.postgres import BIN, Cluster
from recharges import services
from recharges.models import Sale
from recharges.verification import verify
from tests.support import factories
from tests.support.holders import Holder

SALES, TILLS, KILLED_AFTER = 500, 8, 150


@pytest.fixture
def server(committed_db, tmp_path):
    """Another server, with a copy of the migrated database; the connections lead to it."""
    here = connection.settings_dict
    cluster, kept = Cluster(tmp_path / "var"), dict(here)
    environment = os.environ | {"PGHOST": here["HOST"], "PGPORT": str(here["PORT"]),
                                "PGUSER": here["USER"]}  # fmt: skip
    dump = subprocess.run(
        [BIN / "pg_dump", "-Fp", here["NAME"]], env=environment, capture_output=True, check=True
    )
    there = ["-h", cluster.socket, "-p", "5432", "-U", "postgres", "-d", "pimms"]
    holders = [started(cluster)]
    subprocess.run(
        [BIN / "psql", "-Xq", *there], input=dump.stdout, capture_output=True, check=True
    )
    connection.close()
    here |= {"HOST": str(cluster.socket), "PORT": "5432", "USER": "postgres", "NAME": "pimms"}
    yield Server(cluster, holders)
    connection.close()
    here.update(kept)
    for holder in holders:
        holder.end()


def started(cluster: Cluster) -> Holder:
    holder = Holder(cluster)
    holder.wait_until_it_holds()
    return holder


@dataclass
class Server:
    cluster: Cluster
    holders: list[Holder]

    def kill(self) -> None:
        stale = self.cluster.data / "postmaster.pid"
        os.kill(int(stale.read_text().split()[0]), signal.SIGKILL)

    def start_again(self) -> None:
        self.holders.append(started(self.cluster))


def sell_all(keys, enrolments, product, *, acknowledged, after=None):
    """Each key is one sale; who is refused by a server that is gone does not come back."""
    nadia, lock = factories.counsellor(), threading.Lock()

    def sell(numbered):
        number, key = numbered
        try:
            sale = services.sell(
                enrolments[number % TILLS], quantities={product: 1}, payment="cash", key=key,
                by=nadia, on=factories.DAY,
            )  # fmt: skip
        except DatabaseError:
            connection.close()
            return
        with lock:
            acknowledged[key] = sale.receipt
            if after and len(acknowledged) == KILLED_AFTER:
                after()

    def closing(jobs):
        try:
            for job in jobs:
                sell(job)
        finally:
            connection.close()

    work = list(enumerate(keys))
    with ThreadPoolExecutor(TILLS) as tills:
        list(tills.map(closing, [work[n::TILLS] for n in range(TILLS)]))


def test_every_sale_that_was_acknowledged_is_there_once_and_the_chain_is_whole(server):
    factories.till_open()
    enrolments, product = [factories.enrolment() for _ in range(TILLS)], factories.product()
    keys, acknowledged = [uuid.uuid4() for _ in range(SALES)], {}

    sell_all(keys, enrolments, product, acknowledged=acknowledged, after=server.kill)
    assert KILLED_AFTER <= len(acknowledged) < SALES, "killed in the middle"

    connection.close()
    server.start_again()
    there = {sale.key: sale.receipt for sale in Sale.objects.order_by("number")}
    assert acknowledged.items() <= there.items(), "what was acknowledged was kept"
    assert list(there.values()) == [f"A2016-{n:06d}" for n in range(1, len(there) + 1)]
    assert verify().receipts == len(there)

    # Whoever had no answer sends the sale again, under its key: it is there once.
    sell_all(keys, enrolments, product, acknowledged={})
    assert Sale.objects.count() == verify().receipts == SALES
    assert set(Sale.objects.order_by("number").values_list("key", flat=True)) == set(keys)
