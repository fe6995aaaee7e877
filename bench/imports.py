"""How fast a register comes in, beside reading its file alone, and how much memory it takes.

python -m bench.imports FILE       (in a process of its own: its peak is the peak)
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

import openpyxl

from demonstration.people import name_of
from pimms import postgres
from pimms.register.bringing_in import bring_in
from pimms.register.sheets import SHEETS

from . import database

ROWS = {"small": (20_000,), "large": (20_000, 200_000), "huge": (20_000, 200_000)}
TODAY = date(2016, 12, 31)
_ARTICLES = (("RM5", 5), ("RM8", 8.3), ("RI5", 5), ("RI10", 10))


def measure(rows: int) -> dict:
    """Seconds and peak megabytes of the import and of openpyxl alone, and their rows a second."""
    name = "pimms_bench_import"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "registre.xlsx"
        written = write(path, rows)
        bare = _child(path, "bare", name)
        database.make(name)
        brought = _child(path, "import", name)
        database.drop(name)
    return {
        "rows": written,
        "rows_a_second": round(written / brought["seconds"]),
        "bare_rows_a_second": round(written / bare["seconds"]),
        "ratio": round(brought["seconds"] / bare["seconds"], 2),
        "peak_megabytes": brought["megabytes"],
        "bare_peak_megabytes": bare["megabytes"],
        "rejected": brought["rejected"],
    }


def write(path: Path, rows: int, *, after: int = 0) -> int:
    """A register of about so many rows: a year of people, each with their sales and support.

    The people are others than those of a register `after` fewer of them.
    """
    rng, people = Random(3), rows // 10
    first = date(TODAY.year, 1, 1)
    book = openpyxl.Workbook(write_only=True)
    sheets = {sheet.name: book.create_sheet(sheet.name) for sheet in SHEETS}
    for sheet in SHEETS:
        sheets[sheet.name].append(sheet.columns)
    for reference, price in _ARTICLES:
        sheets["Catalogue"].append((reference, reference, "Recharge mobile", 30, price, 2, None))
    count = len(_ARTICLES)
    for n in range(after, after + people):
        last, given = name_of(rng, gender="feminin", born=1980)
        number, born = f"2016-{n + 1:05d}", date(1940, 1, 1) + timedelta(days=n % 20_000)
        start = first + timedelta(days=rng.randrange(60))
        sheets["Bénéficiaires"].append((
            number, "Mme", f"{last} {n}", given, born, None, None, "1, rue des Lilas", 92160,
            "Antony", "Sans emploi", "RSA", 1, 2, None, None, None, start,
        ))  # fmt: skip
        for month in range(8):
            article, price = _ARTICLES[(n + month) % len(_ARTICLES)]
            day = start + timedelta(days=31 * month + rng.randrange(28))
            sheets["Ventes"].append((day, number, article, 1, price, "Espèces", "Nadia Benali"))
        sheets["Accompagnements"].append((start, number, 30, "Messagerie", "Nadia Benali"))
        count += 10
    book.save(path)
    return count


def _child(path: Path, what: str, name: str) -> dict:
    environment = os.environ | {"BENCH_DATABASE": name}
    command = [sys.executable, "-m", "bench.imports", what, str(path)]
    done = subprocess.run(
        command, cwd=postgres.ROOT, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def main(what: str, path: str) -> None:
    began, rejected = time.perf_counter(), 0
    if what == "bare":
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        for sheet in book:
            for _ in sheet.iter_rows(values_only=True):
                pass
    else:
        outcome = bring_in(Path(path), name="registre.xlsx", by="bench", today=TODAY)
        rejected = sum(counts["rejected"] for counts in outcome.sheets.values())
    took = time.perf_counter() - began
    # Not getrusage: what it says begins at the size of the process that started this one.
    status = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) // 1024
    print(json.dumps({"seconds": took, "megabytes": peak, "rejected": rejected}))


if __name__ == "__main__":
    main(*sys.argv[1:])
