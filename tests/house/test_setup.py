"""bin/setup: what it asks for, what it says, what it leaves; every command around it is a fake."""

import os
import pty
import shutil
import signal
import stat
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

REAL = (
    "awk", "bash", "cat", "cmp", "cp", "dirname", "env", "flock", "grep", "ls", "mkdir", "mktemp",
    "rm", "sh", "sleep", "tail", "touch",
)  # fmt: skip
PINS = ("alpha==1", "beta==2", "gamma==3")
REQUIREMENTS = "".join(f"{pin} \\\n    --hash=sha256:{n}\n" for n, pin in enumerate(PINS))

PYTHON = r"""
echo "python $*" >>"$CALLS"
case $* in
  *"import ensurepip, venv"*) [ ! -e "$FAKES/venv-is-missing" ] ;;
  *version_info*print*|*print*version_info*) echo python3.11-venv ;;
  "-m venv"*) mkdir -p .venv/bin && cp "$FAKES/python3.11" .venv/bin/python ;;
  *ensurepip*) echo /wheel ;;
  "/wheel/pip install"*)
    for file in "$@"; do :; done
    cat "$file" >>"$FAKES/installed"
    if [ -e "$FAKES/gate" ]; then echo waiting >"$FAKES/waits"; read -r _ <"$FAKES/gate"; fi
    if [ -e "$FAKES/pip-says" ]; then cat "$FAKES/pip-says"; exit 1; fi ;;
esac
"""
SUDO = r"""
echo "sudo $*" >>"$CALLS"
case $1 in -n) exit 1 ;; -v) [ -e "$FAKES/password" ] ;; *) exec "$@" ;; esac
"""
LIBRARIES = "libpango-1.0.so.0\nlibpangoft2-1.0.so.0\nlibharfbuzz-subset.so.0"


class Checkout:
    """A copy of bin/setup on a machine where everything is at hand, until a test says otherwise."""

    def __init__(self, folder: Path):
        self.folder, self.fakes = folder / "checkout", folder / "fakes"
        (self.folder / "bin").mkdir(parents=True)
        self.fakes.mkdir()
        shutil.copy(settings.BASE_DIR / "bin" / "setup", self.folder / "bin")
        for name in ("requirements.txt", "requirements-dev.txt"):
            (self.folder / name).write_text(REQUIREMENTS)
        for name in REAL:
            (self.fakes / name).symlink_to(shutil.which(name))
        self.calls = folder / "calls"
        self.calls.touch()
        self.fake("python3.11", PYTHON)
        self.fake("ldconfig", f"echo '{LIBRARIES}'")
        self.fake("fc-list", "echo Inter")
        self.fake("df", "echo; echo 'disk 9000000 0 9000000 0% /'")
        self.fake("id", "echo 1000")
        self.fake("chromium", "")
        self.fake("pdftoppm", "")
        self.fake("apt-get", 'echo "apt-get $*" >>"$CALLS"')
        self.fake("sudo", SUDO)

    def fake(self, name: str, script: str) -> None:
        path = self.fakes / name
        path.unlink(missing_ok=True)
        path.write_text(f"#!{shutil.which('sh')}\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def say(self, name: str, text: str = "") -> None:
        (self.fakes / name).write_text(text)

    def start(self, for_whom: str = "run", **streams) -> subprocess.Popen:
        environment = {
            "PATH": str(self.fakes),
            "FAKES": str(self.fakes),
            "CALLS": str(self.calls),
            "TMPDIR": str(self.fakes),
        }
        streams = {"stdin": subprocess.DEVNULL, "stderr": subprocess.PIPE} | streams
        command = [self.folder / "bin" / "setup", for_whom]
        return subprocess.Popen(command, env=environment, text=True, **streams)

    def run(self, for_whom: str = "run") -> tuple[int, str]:
        """How it ended, and what it said."""
        process = self.start(for_whom)
        said = process.communicate(timeout=60)[1]
        return process.returncode, said

    def called(self, command: str) -> list[str]:
        return [line for line in self.calls.read_text().splitlines() if line.startswith(command)]


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path)


# What is installed


def test_each_package_is_installed_once_by_its_hash_and_a_second_call_does_nothing(checkout):
    ended, said = checkout.run()
    assert (ended, said[:2]) == (0, "1/")
    assert "Installing the 3 packages of requirements.txt" in said
    assert "\r" not in said
    installed = (checkout.fakes / "installed").read_text()
    assert sorted(installed.splitlines()) == sorted(REQUIREMENTS.splitlines())
    installs = checkout.called("python /wheel/pip install")
    assert len(installs) == 2
    assert all("--require-hashes" in call and "--no-deps" in call for call in installs)
    calls = checkout.calls.read_text()
    assert checkout.run() == (0, "")
    assert checkout.calls.read_text() == calls


def test_what_is_installed_for_development_serves_to_run(checkout):
    assert checkout.run("dev")[0] == 0
    assert checkout.run("run") == (0, "")


def test_pins_that_changed_are_installed_into_the_same_folder(checkout):
    checkout.run()
    (checkout.folder / ".venv" / "kept").touch()
    (checkout.folder / "requirements.txt").write_text(REQUIREMENTS.replace("beta==2", "beta==3"))
    assert checkout.run()[0] == 0
    assert "beta==3" in (checkout.fakes / "installed").read_text()
    assert (checkout.folder / ".venv" / "kept").exists()


# What fails


@pytest.mark.parametrize(
    ("said_by_pip", "reason"),
    [
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE FILE", "names by its hash"),
        ("ERROR: [Errno 13] Permission denied: 'x'", "run as the user whose folder this is"),
        ("WARNING: Retrying: NewConnectionError('failed')\nERROR: No matching", "within reach"),
        ("ERROR: No matching distribution found for beta==2", "for this machine and its Python"),
        ("ERROR: something that nobody foresaw", "something that nobody foresaw"),
    ],
)
def test_packages_that_cannot_be_installed_say_why(checkout, said_by_pip, reason):
    checkout.say("pip-says", said_by_pip)
    ended, said = checkout.run()
    assert ended == 1
    assert "The packages could not be installed" in said
    assert reason in said


def test_what_failed_leaves_nothing_and_the_next_call_begins_anew(checkout):
    checkout.say("pip-says", "ERROR")
    assert checkout.run()[0] == 1
    assert not (checkout.folder / ".venv").exists()
    (checkout.fakes / "pip-says").unlink()
    assert checkout.run()[0] == 0


def test_what_was_cut_short_is_made_anew(checkout):
    checkout.run()
    for left in ("half-made", "unfinished"):
        (checkout.folder / ".venv" / left).touch()
    assert checkout.run()[0] == 0
    assert not (checkout.folder / ".venv" / "half-made").exists()


def test_after_a_kill_the_next_call_waits_for_what_is_still_at_work(checkout):
    for pipe in ("gate", "waits"):
        os.mkfifo(checkout.fakes / pipe)
    killed = checkout.start()
    (checkout.fakes / "waits").read_text()
    killed.send_signal(signal.SIGKILL)
    killed.wait(60)
    following = checkout.start()
    assert following.stderr.readline() == "Another bin/setup is at work here: waiting for it.\n"
    gate = os.open(checkout.fakes / "gate", os.O_RDWR)
    waits = os.open(checkout.fakes / "waits", os.O_RDWR)
    os.write(gate, b"go\n" * 4)
    assert following.wait(60) == 0
    following.stderr.close()
    killed.stderr.close()
    for pipe in (gate, waits):
        os.close(pipe)
    assert (checkout.folder / ".venv" / "installed-requirements.txt").exists()
    assert not (checkout.folder / ".venv" / "unfinished").exists()
    assert len(checkout.called("python /wheel/pip install")) == 2


def test_too_little_room_is_said_before_anything_is_made(checkout):
    checkout.fake("df", "echo; echo 'disk 9000000 0 204800 0% /'")
    ended, said = checkout.run()
    assert ended == 1
    assert said.startswith("There are 200 MB of room left here, and ")
    assert not (checkout.folder / ".venv").exists()
    assert checkout.called("python /wheel") == []


# Packages of the system


def test_without_a_terminal_no_password_is_asked_for_and_the_packages_are_named(checkout):
    checkout.fake("ldconfig", "echo libpango-1.0.so.0")
    ended, said = checkout.run()
    assert ended == 1
    assert "apt-get install libpangoft2-1.0-0 libharfbuzz-subset0" in said
    assert checkout.called("apt-get") == []
    assert checkout.called("sudo -v") == []


def test_root_is_asked_for_nothing(checkout):
    checkout.fake("id", "echo 0")
    checkout.fake("ldconfig", "echo libpango-1.0.so.0")
    ended, said = checkout.run()
    assert (ended, "1/2 Installing libpangoft2-1.0-0 libharfbuzz-subset0" in said) == (0, True)
    assert checkout.called("sudo") == []
    assert len(checkout.called("apt-get install")) == 1


def on_a_terminal(checkout) -> tuple[int, str]:
    ours, theirs = pty.openpty()
    process = checkout.start(stdin=theirs, stderr=theirs)
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # nobody holds the other end any more
            break
        if not piece:
            break
        said += piece
    os.close(ours)
    return process.wait(60), said.decode()


def test_on_a_terminal_the_password_is_asked_for_once_with_its_reason(checkout):
    checkout.say("password")
    checkout.fake("ldconfig", "echo")
    ended, said = on_a_terminal(checkout)
    assert ended == 0
    assert "sudo asks for your password, for apt-get to install libpango-1.0-0" in said
    assert len(checkout.called("sudo -v")) == 1
    assert len(checkout.called("apt-get install")) == 1


def test_without_the_password_the_packages_are_named(checkout):
    checkout.fake("ldconfig", "echo")
    ended, said = on_a_terminal(checkout)
    assert ended == 1
    assert "Install these packages, then start again: libpango-1.0-0" in said
    assert checkout.called("apt-get install") == []


def test_no_password_is_asked_for_a_font_alone_once_the_packages_are_there(checkout):
    checkout.run()
    checkout.say("password")
    checkout.fake("fc-list", "case $1 in :lang=ar) echo DejaVu Sans ;; esac")
    ended, said = on_a_terminal(checkout)
    assert ended == 0
    assert "Without the font Inter" in said
    assert checkout.called("sudo -v") == []


def test_a_font_that_is_not_to_be_had_keeps_nothing_else_away(checkout):
    checkout.fake("id", "echo 0")
    checkout.fake("ldconfig", "echo libpango-1.0.so.0")
    checkout.fake("fc-list", "case $1 in :lang=ar) echo DejaVu Sans ;; esac")
    refuses = 'case "$*" in *fonts-inter*) echo "E: Unable to locate package" ; exit 100 ;; esac'
    checkout.fake("apt-get", f'echo "apt-get $*" >>"$CALLS"\n{refuses}')
    assert checkout.run()[0] == 0
    assert "fonts-inter" not in checkout.called("apt-get install")[-1]


def test_what_makes_the_folder_of_packages_is_installed_before_it_is_made(checkout):
    checkout.fake("id", "echo 0")
    checkout.say("venv-is-missing")
    assert checkout.run()[0] == 0
    calls = checkout.calls.read_text().splitlines()
    installed = next(n for n, call in enumerate(calls) if "python3.11-venv" in call)
    made = next(n for n, call in enumerate(calls) if call.startswith("python -m venv"))
    assert installed < made
