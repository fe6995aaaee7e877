"""What dies begins again, and the units of systemd do the same; what is said is not for all."""

import configparser
import os
import shlex
import shutil
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.conf import settings
from procrastinate.contrib.django.models import ProcrastinateWorker

from pimms import worker
from pimms.processes import Watched
from tests.support import queue, way

UNITS = sorted((settings.BASE_DIR / "deploy").glob("*.service"))
PATIENCE = 60  # seconds


class Process:
    """As far as it is looked after."""

    pid = 2**30  # nobody's

    def __init__(self):
        self.lives = True

    def is_alive(self):
        return self.lives


@pytest.fixture
def begun():
    return []


@pytest.fixture
def watched(begun):
    def begin():
        begun.append(Process())
        return begun[-1]

    watched = Watched("Le travail de fond", begin)
    watched.look_after(0)
    return watched


def test_what_lives_is_left_alone(watched, begun):
    assert [watched.look_after(at) for at in range(1, 100)] == [""] * 99
    assert len(begun) == 1


def test_what_dies_begins_again_at_once_and_that_is_said(watched, begun):
    begun[0].lives = False
    assert watched.look_after(1000) == "Le travail de fond s’est arrêté\u202f: il redémarre."
    assert not watched.is_alive
    assert watched.look_after(1001) == ""
    assert len(begun) == 2
    assert watched.is_alive


def test_what_dies_young_again_and_again_is_begun_less_and_less_often(watched, begun):
    beginnings, at = [], 0
    while len(beginnings) < 8:
        begun[-1].lives = False
        count = len(begun)
        while len(begun) == count:
            at += 1
            watched.look_after(at)
        beginnings.append(at)
    pauses = [later - earlier for earlier, later in zip(beginnings, beginnings[1:], strict=False)]
    assert pauses == sorted(pauses)
    assert pauses[0] <= 3
    assert pauses[-1] == 31
    begun[-1].lives = False
    watched.look_after(at + 1000)
    watched.look_after(at + 1001)
    assert watched.is_alive, "it had grown up"


# systemd


def unit(path: Path) -> configparser.ConfigParser:
    said = configparser.ConfigParser(interpolation=None, strict=True)
    said.optionxform = str
    said.read_string(path.read_text())
    return said


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_begins_again_whatever_ended_it_and_outlives_its_database(path):
    said = unit(path)
    assert said["Service"]["Restart"] == "always"
    assert said["Unit"]["StartLimitIntervalSec"] == "0", "it never gives up"
    assert not {"Requires", "BindsTo", "PartOf", "Requisite"} & set(said["Unit"])
    assert int(said["Service"]["TimeoutStopSec"]) > worker.STOPS_WITHIN


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_systemd_finds_nothing_wrong_with_a_unit(path, tmp_path):
    here = path.read_text().replace("/srv/pimms", str(settings.BASE_DIR))
    copied = tmp_path / path.name
    copied.write_text(here.replace(f"{settings.BASE_DIR}/.venv/bin/python", sys.executable))
    if verify := shutil.which("systemd-analyze"):
        done = subprocess.run([verify, "verify", copied], capture_output=True, text=True)
        assert path.name not in done.stderr, done.stderr
        assert done.returncode == 0


@pytest.fixture
def started(committed_db, tmp_path):
    """`started("pimms-web", …)`: what the unit starts, as systemd would, with words replaced."""
    running = []
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "served",
        "PYTHONPATH": str(settings.BASE_DIR / "tests" / "browser"),
        "SERVED_DATABASE": committed_db,
        "SERVED_FILES": str(tmp_path / "files"),
    }

    def start(name, replaced, **more) -> subprocess.Popen:
        said = unit(settings.BASE_DIR / "deploy" / f"{name}.service")["Service"]
        words = [replaced.get(word, word) for word in shlex.split(said["ExecStart"])]
        assert words[0].endswith("/.venv/bin/python")
        command = [sys.executable, *words[1:]]
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment | more)
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait(PATIENCE)


def answering(started, tmp_path, **more) -> tuple[subprocess.Popen, str]:
    """The web unit, once it has said that it is ready, and its address."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd, socket.socket() as probe:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(PATIENCE)
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
        probe.close()
        replaced = {"127.0.0.1:8000": address}
        web = started("pimms-web", replaced, NOTIFY_SOCKET=str(tmp_path / "notify"), **more)
        assert b"READY=1" in systemd.recv(1000)
    return web, f"http://{address}"


def test_the_web_unit_says_when_it_is_ready_answers_and_stops(started, tmp_path):
    web, address = answering(started, tmp_path)
    with urlopen(f"{address}/compte/login/", timeout=PATIENCE) as page:
        assert page.status == 200
    web.send_signal(signal.SIGTERM)
    assert web.wait(PATIENCE) == 0


def test_the_web_unit_begins_without_its_database_and_finds_it_when_it_comes(started, tmp_path):
    with way.to_the_database() as there:
        there.cut()
        by_it = f"postgres://postgres@:{there.port}/{there.host}/any"
        _, address = answering(started, tmp_path, DATABASE_URL=by_it)
        with pytest.raises(HTTPError) as refused:
            urlopen(f"{address}/chiffres/", timeout=PATIENCE)
        assert refused.value.code == 503
        assert "La base de données ne répond pas" in refused.value.read().decode()
        there.mend()
        with urlopen(f"{address}/chiffres/", timeout=PATIENCE) as page:
            assert page.status == 200


def test_the_worker_unit_gives_signs_of_life_and_stops(started):
    process = started("pimms-worker", {})
    queue.wait_for("SELECT 1 FROM procrastinate_workers")
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert not ProcrastinateWorker.objects.exists()


# What the worker says

SPEAK = """
import sys
from pathlib import Path
from pimms import processes
processes.speak_into(Path(sys.argv[1]))
print("said")
print("warned", file=sys.stderr)
"""


@pytest.mark.parametrize("earlier", ["", "before\n"])
def test_what_the_worker_says_is_for_its_owner_alone(tmp_path: Path, earlier):
    log = tmp_path / "worker.log"
    if earlier:
        log.write_text(earlier)
        log.chmod(0o644)
    command = [sys.executable, "-c", SPEAK, str(log)]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, check=True)
    assert done.stdout == b""
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert sorted(log.read_text().splitlines()) == sorted(["said", "warned", *earlier.split()])
