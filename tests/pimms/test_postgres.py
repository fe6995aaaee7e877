"""The embedded server: held, let go, killed, far away, side by side."""

import os
import signal
import stat

import environ
import psycopg
import pytest

from pimms.postgres import BIN, Cluster, Unavailable
from tests.support.holders import Holder

FORK = "if os.fork() == 0: sys.exit()\nos.wait()"
# Root as containers know it: it may not look at the processes of others.
CONTAINER = ["setpriv", "--bounding-set=-sys_ptrace", "--inh-caps=-sys_ptrace"]

as_root = pytest.mark.skipif(os.getuid() != 0, reason="said of root")


@pytest.fixture
def hold():
    """`hold(cluster)` starts one more holder; whoever is left is ended with the test."""
    started = []

    def start(cluster, **how):
        started.append(Holder(cluster, **how))
        started[-1].wait_until_it_holds()
        return started[-1]

    yield start
    for holder in started:
        if holder.process.poll() is None:
            holder.end()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory) -> Cluster:
    """A cluster made once, for what needs no fresh one."""
    return Cluster(tmp_path_factory.mktemp("checkout") / "var")


def connected(cluster: Cluster) -> psycopg.Connection:
    return psycopg.connect(host=str(cluster.socket), port=5432, user="postgres", dbname="pimms")


def answers(cluster: Cluster) -> bool:
    with connected(cluster) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def test_the_settings_read_the_url(cluster):
    read = environ.Env.db_url_config(cluster.url("other"))

    assert (read["HOST"], read["PORT"]) == (str(cluster.socket), 5432)
    assert (read["USER"], read["NAME"]) == ("postgres", "other")


def test_its_log_is_for_its_owner_and_tells_nothing_of_anybody(cluster, hold):
    cluster.var.mkdir(exist_ok=True)
    cluster.log.touch()
    cluster.log.chmod(0o644)  # of an earlier version

    hold(cluster)

    assert stat.S_IMODE(cluster.log.stat().st_mode) == 0o600
    before = cluster.log.stat().st_size
    with connected(cluster) as connection:
        connection.execute("CREATE TEMPORARY TABLE people (name text UNIQUE, born_on date)")
        connection.execute("INSERT INTO people VALUES ('Diallo Awa')")
        for statement, names in (
            ("INSERT INTO people VALUES ('Diallo Awa')", []),
            ("INSERT INTO people VALUES (%s)", ["Diallo Awa"]),
            ("SELECT 1 / length('') AS \"Diallo\"", []),
        ):
            with pytest.raises(psycopg.Error), connection.transaction():
                connection.execute(statement, names)
    said = cluster.log.read_text()[before:]
    assert "duplicate key value" in said
    assert "division by zero" in said
    assert "Diallo" not in said


def test_the_last_holder_stops_the_server(cluster, hold):
    first, second = hold(cluster), hold(cluster)

    first.end()
    assert answers(cluster)

    second.end()
    assert not cluster.is_running()
    assert not cluster.socket.exists()


def test_holders_that_start_at_once_share_one_server(cluster, hold):
    both = Holder(cluster), Holder(cluster)
    for holder in both:
        holder.wait_until_it_holds()
    both[0].end()

    assert answers(cluster)

    both[1].end()
    assert not cluster.is_running()


def test_a_fork_that_ends_stops_nothing(cluster, hold):
    parent = hold(cluster, then=FORK)

    assert answers(cluster)

    parent.end()
    assert not cluster.is_running()


def test_a_killed_holder_holds_nothing_and_its_data_stay(cluster, hold):
    killed = hold(cluster)
    with connected(cluster) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    killed.kill()
    assert cluster.is_running(), "nobody was left to stop it"

    hold(cluster).end()

    assert not cluster.is_running()
    hold(cluster)
    with connected(cluster) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


@pytest.mark.parametrize("before", [[], pytest.param(CONTAINER, marks=as_root)])
def test_a_killed_server_is_started_again_though_its_pid_is_somebody_else_s(cluster, hold, before):
    holder = hold(cluster, before=before)
    stale = cluster.data / "postmaster.pid"
    first, rest = stale.read_text().split("\n", 1)
    os.kill(int(first), signal.SIGKILL)
    holder.kill()
    stale.write_text(f"{os.getpid()}\n{rest}")

    hold(cluster, before=before)

    assert answers(cluster)


@as_root
def test_a_second_holder_finds_the_server_though_root_may_not_look_at_it(cluster, hold):
    first = hold(cluster, before=CONTAINER)
    hold(cluster, before=CONTAINER)

    first.end()

    assert answers(cluster)


def test_a_holder_s_own_port_changes_nothing(cluster, hold):
    hold(cluster, PGPORT="5555")
    hold(cluster)

    assert answers(cluster)


def test_two_checkouts_side_by_side_one_far_down(cluster, tmp_path, hold):
    far = Cluster(tmp_path / ("a rather long folder's name " * 4) / ("again " * 20) / "var")

    hold(cluster)
    hold(far)

    assert answers(cluster)
    assert answers(far)
    assert cluster.url() != far.url()


@as_root
def test_a_checkout_with_its_programs_below_a_folder_closed_to_others(tmp_path, hold):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    programs = closed / "bin"
    programs.symlink_to(BIN)
    cluster = Cluster(closed / "var")

    hold(cluster, programs=programs)

    assert answers(cluster)
    assert closed.stat().st_mode & 0o777 == 0o700, "nobody's folders are opened for it"


def test_a_first_start_that_was_cut_short_is_made_again(tmp_path, hold):
    cluster = Cluster(tmp_path / "var")
    for half_made in (cluster.data, cluster.var / "postgres.new"):
        half_made.mkdir(parents=True)
        os.chown(half_made, cluster._uid, -1)
        (half_made / "half.made").touch()

    hold(cluster)

    assert answers(cluster)
    assert not (cluster.var / "postgres.new").exists()


def test_a_socket_folder_that_somebody_else_made_is_refused(tmp_path):
    cluster = Cluster(tmp_path / "var")
    cluster.data.mkdir(parents=True)
    (cluster.data / "PG_VERSION").touch()
    os.chown(cluster.data, cluster._uid, -1)
    cluster.socket.symlink_to(tmp_path)
    try:
        with pytest.raises(Unavailable, match="somebody else"):
            cluster.hold()
    finally:
        cluster.socket.unlink()


@as_root
def test_the_data_of_another_user_are_refused(tmp_path):
    cluster = Cluster(tmp_path / "var")
    cluster.data.mkdir(parents=True)
    os.chown(cluster.data, 12345, -1)

    with pytest.raises(Unavailable, match="another user"):
        cluster.hold()
