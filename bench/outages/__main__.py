"""`python -m bench.outages [--rounds 3]`: kill web, worker and PostgreSQL in turn, under load.

In a copy of this checkout, with a database of its own, `serve` runs as people run it. Clients sell
and book without a pause, messages are asked for, registers are brought in; then something is killed
with `kill -9`, and so on. At the end everything that was acknowledged is looked for.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_ELSEWHERE = ("ADDRESS", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "EMAIL_URL", "PYTHONPATH")


def copied(to: Path) -> Path:
    """The files of this checkout as they stand, in that folder and nothing else."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    shutil.rmtree(to, ignore_errors=True)
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    return to


def run(to: Path, *, rounds: int, calm: float, with_registers: bool) -> dict:
    """What the kills did and what was found afterwards, in a copy at that place."""
    environment = {name: said for name, said in os.environ.items() if name not in _ELSEWHERE}
    command = [sys.executable, "-m", "bench.outages", f"--rounds={rounds}", f"--calm={calm}"]
    command += ["--here", *([] if with_registers else ["--without-registers"])]
    world = environment | {"LOCAL": "1", "DEMONSTRATION": "0", "BENCH_DATABASE": "pimms"}
    subprocess.run(command, cwd=copied(to), env=world, check=True)
    return json.loads((to / "var" / "outages.json").read_text())


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--calm", type=float, default=4, help="seconds of load before each kill")
    asked.add_argument("--without-registers", action="store_true")
    asked.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    said = asked.parse_args()
    how = {"rounds": said.rounds, "calm": said.calm, "with_registers": not said.without_registers}
    if not said.here:
        place = ROOT / "var" / "outages"
        found = run(place, **how)
        shutil.copy(place / "var" / "outages.json", ROOT / "var" / "outages.json")
        sys.exit(bool(found["wrong"]))
    from . import killing  # noqa: PLC0415 — the copy's, with its database

    killing.main(**how)


if __name__ == "__main__":
    main()
