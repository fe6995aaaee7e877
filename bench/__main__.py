"""`python -m bench [--size small|large|huge ...] [--keep] [--names FOLDER]`.

Measure, print, write it down.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

from django.conf import settings
from django.core.management import call_command
from django.utils.timezone import localdate

from recharges.verification import verify

from . import database, imports, likeness, pages, papers, summary, traffic, world
from .sizes import BY_NAME, Size

SECONDS = 8  # of each load


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--size", nargs="+", choices=list(BY_NAME), default=["small", "large"])
    asked.add_argument("--keep", action="store_true", help="take databases that are filled already")
    asked.add_argument("--names", type=Path, help="the folder of names to measure likeness with")
    said = asked.parse_args()
    began, results = perf_counter(), summary.begin(database.version())
    database.migrate_the_template()
    _collect_static_files()
    for name in said.size:
        results["sizes"][name] = _one(BY_NAME[name], keep=said.keep)
    if said.names:
        _say("names")
        results["likeness"] = likeness.measure(said.names)
    results["seconds"] = round(perf_counter() - began)
    path = settings.VAR_DIR / "bench.json"
    if path.exists() and len(said.size) == 1:  # the other sizes stay as they were measured
        results["sizes"] = json.loads(path.read_text())["sizes"] | results["sizes"]
    path.write_text(json.dumps(results, ensure_ascii=False, indent=1))
    print("\n" + summary.table(results))


def _one(size: Size, *, keep: bool) -> dict:
    today = localdate()
    began = perf_counter()
    if not (keep and database.exists(size.database)):
        _say(f"{size.name}: loading")
        database.make(size.database)
        database.work_on(size.database)
        counts = world.fill(size, today=today).counts
        verify(beside=False)  # the name was that of other databases before
    else:
        database.work_on(size.database)
        counts = {}
    result = {
        "load_seconds": round(perf_counter() - began, 1),
        "rows": counts,
        "megabytes": database.megabytes(size.database),
    }
    _say(f"{size.name}: pages")
    result["pages"] = [asdict(each) for each in pages.measure(today=today)]
    _say(f"{size.name}: a year and its report")
    year = today.year if today.month > 6 else today.year - 1
    result["report"] = papers.measure(year=year, today=today)
    _say(f"{size.name}: sales and seats")
    result["http"] = traffic.through_http(size.database, today=today, seconds=SECONDS)
    result["pgbench"] = traffic.by_pgbench(size.database, today=today, seconds=SECONDS)
    _say(f"{size.name}: registers")
    result["imports"] = [imports.measure(rows) for rows in imports.ROWS.get(size.name, ())]
    return result


def _collect_static_files() -> None:
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, verbosity=0)


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
