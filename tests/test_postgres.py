"""The embedded server: held, let go, killed, far away, side by side."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from pimms.postgres import ROOT, Cluster

HOLDER = """
import sys
from pathlib import Path
from pimms.postgres import Cluster
Cluster(Path(sys.argv[1])).hold()
print("held", flush=True)
sys.stdin.readline()
"""


class Holder:
    """A process that holds the server until it is told to end, or killed."""

    def __init__(self, var: Path):
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(var)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        if self.process.stdout.readline() != "held\n":
            pytest.fail(f"The server did not start: {self.process.communicate()}")

    def end(self) -> None:
        self.process.communicate("\n", timeout=60)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def holders():
    """`holders(var)` starts one more holder; whoever is left is ended with the test."""
    started = []

    def start(var):
        started.append(Holder(var))
        return started[-1]

    yield start
    for holder in started:
        if holder.process.poll() is None:
            holder.end()


def answers(cluster: Cluster) -> bool:
    with psycopg.connect(cluster.url()) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def test_the_last_holder_stops_the_server(tmp_path, holders):
    cluster = Cluster(tmp_path / "var")
    first, second = holders(cluster.var), holders(cluster.var)

    first.end()
    assert answers(cluster)

    second.end()
    assert not cluster.is_running()


def test_a_killed_holder_holds_nothing_and_its_data_stay(tmp_path, holders):
    cluster = Cluster(tmp_path / "var")
    killed = holders(cluster.var)
    with psycopg.connect(cluster.url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    killed.kill()
    assert cluster.is_running(), "nobody was left to stop it"

    holders(cluster.var).end()

    assert not cluster.is_running()
    holders(cluster.var)
    with psycopg.connect(cluster.url()) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_a_killed_server_is_started_again_though_its_pid_is_somebody_else_s(tmp_path, holders):
    cluster = Cluster(tmp_path / "var")
    holder = holders(cluster.var)
    stale = cluster.data / "postmaster.pid"
    first, rest = stale.read_text().split("\n", 1)
    os.kill(int(first), signal.SIGKILL)
    holder.kill()
    stale.write_text(f"{os.getpid()}\n{rest}")

    holders(cluster.var)

    assert answers(cluster)


def test_two_checkouts_side_by_side_one_far_down(tmp_path, holders):
    near = Cluster(tmp_path / "near" / "var")
    far = Cluster(tmp_path / ("a rather long folder's name " * 4) / ("again " * 20) / "var")

    holders(near.var)
    holders(far.var)

    assert answers(near)
    assert answers(far)
    assert near.url() != far.url()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can close a folder to nobody")
def test_a_checkout_below_a_folder_closed_to_others(tmp_path, holders):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    cluster = Cluster(closed / "var")

    holders(cluster.var)

    assert answers(cluster)
    assert closed.stat().st_mode & 0o777 == 0o700, "nobody's folders are opened for it"


def test_a_first_start_that_was_cut_short_is_made_again(tmp_path, holders):
    cluster = Cluster(tmp_path / "var")
    cluster.data.mkdir(parents=True)
    (cluster.data / "half.made").touch()

    holders(cluster.var)

    assert answers(cluster)
