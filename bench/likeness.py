"""Who is who: how many second descriptions of somebody are recognised, and how many pairs are none.

python -m bench.likeness FOLDER       (as `make bench NAMES=FOLDER` does beside the rest)

The folder has `people.csv.gz`, `second_descriptions.csv` (each `of` one of them, with its `kind` of
fault) and `newcomers.csv`, who have no file.
"""

import csv
import gzip
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from django.http import QueryDict

from accounts.models import Site, User
from beneficiaries.models import Beneficiary, PossibleDuplicate
from beneficiaries.services.people import report_near_namesakes
from pimms.counter.search import search
from pimms.kernel.text import squash

from . import database

TODAY = date(2016, 12, 31)
GENDERS = {"f": Beneficiary.Gender.FEMININE, "m": Beneficiary.Gender.MASCULINE}
# One fault in a name; in the others there is none, there are two, or it is another name.
ONE_FAULT = {
    "accents", "birth_and_married", "doubled", "first_added", "first_last_swapped",
    "first_shortened", "heard", "particle", "transliteration", "typo_delete", "typo_insert",
    "typo_key", "typo_swap",
}  # fmt: skip
SLIPS = {"doubled", "typo_delete", "typo_insert", "typo_key", "typo_swap"}
REGISTERED = 200  # of whom the time of one registration is taken


def measure(folder: Path) -> dict:
    """Pairs, searches and newcomers, on a database of their own."""
    name = "pimms_bench_names"
    database.make(name)
    database.work_on(name)
    try:
        return compare(folder)
    finally:
        database.drop(name)


def compare(folder: Path) -> dict:
    """The same, on the database at hand, which has nobody."""
    people, seconds = _read(folder / "people.csv.gz"), _read(folder / "second_descriptions.csv")
    site = Site.objects.create(code="BAN", name="Banc d’essai")
    user = User(email="banc@exemple.fr", role=User.Role.COUNSELLOR, site=site)
    _write(people, site)
    found = _searches(seconds, user=user)
    newcomers = _newcomers(_read(folder / "newcomers.csv"), user=user)
    alone = _last_names(seconds, user=user)
    pairs = _pairs(people, seconds, site)
    return {"pairs": pairs, "search": found, "last_name": alone, "newcomers": newcomers}


def _read(path: Path) -> list[dict[str, str]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _write(rows: list[dict[str, str]], site: Site) -> None:
    """Each has a file under its own id; who the unique constraint refuses has none."""
    Beneficiary.objects.bulk_create(
        (
            Beneficiary(
                pk=int(row["id"]), last_name=row["last"], first_name=row["first"],
                born_on=row["born"], phone=row["phone"],
                gender=GENDERS.get(row["sex"], Beneficiary.Gender.NOT_STATED), site=site,
            )
            for row in rows
        ),
        batch_size=2000,
        ignore_conflicts=True,
    )  # fmt: skip
    database.analyse()


def _pairs(people: list[dict], seconds: list[dict], site: Site) -> dict:
    _write(seconds, site)
    began = perf_counter()
    report_near_namesakes(after=0, on=TODAY)
    for_all = perf_counter() - began
    written = set(Beneficiary.objects.values_list("pk", flat=True))
    truth = {
        (int(row["of"]), int(row["id"])): row["kind"]
        for row in seconds
        if int(row["id"]) in written
    }
    said = set(PossibleDuplicate.objects.values_list("first", "second"))
    right = said & truth.keys()
    of_kind, right_of_kind = Counter(truth.values()), Counter(truth[pair] for pair in right)
    return {
        "people": len(written),
        "true": len(truth),
        "recall": _share(len(right), len(truth)),
        "precision": _share(len(right), len(said)),
        "f1": _share(2 * len(right), len(truth) + len(said)),
        "false_per_thousand": round(1000 * (len(said) - len(right)) / len(written), 1),
        "kinds": {kind: _share(right_of_kind[kind], of_kind[kind]) for kind in sorted(of_kind)},
        "seconds_for_all": round(for_all, 1),
        "registration": _times(_registrations(sorted(written)[-REGISTERED:])),
    }


def _registrations(pks: list[int]) -> list[float]:
    taken = []
    for pk in pks:
        began = perf_counter()
        report_near_namesakes(after=pk - 1, upto=pk, on=TODAY)
        taken.append(perf_counter() - began)
    return taken


def _searches(seconds: list[dict], *, user: User) -> dict:
    """Full names with one fault: whether the right person is among those shown."""
    found, of_kind, nobody, taken = Counter(), Counter(), 0, []
    for row in seconds:
        if row["kind"] not in ONE_FAULT:
            continue
        answer, seconds_taken = _asked(f"{row['last']} {row['first']}", user)
        taken.append(seconds_taken)
        shown = {line.person.pk for line in (*answer.lines, *answer.neighbours)}
        of_kind[row["kind"]] += 1
        found[row["kind"]] += int(row["of"]) in shown
        nobody += not shown
    return {
        "asked": of_kind.total(),
        "among_the_eight": _share(found.total(), of_kind.total()),
        "nobody": _share(nobody, of_kind.total()),
        "kinds": {kind: _share(found[kind], of_kind[kind]) for kind in sorted(of_kind)},
        "times": _times(taken),
    }


def _last_names(seconds: list[dict], *, user: User) -> dict:
    """A last name alone, with one slip: whether somebody who bears it is shown."""
    bearer = dict(Beneficiary.objects.values_list("pk", "last_key"))
    asked = found = nobody = 0
    taken = []
    for row in seconds:
        truth = bearer.get(int(row["of"]))
        if row["kind"] not in SLIPS or truth is None or squash(row["last"]) == truth:
            continue
        answer, seconds_taken = _asked(row["last"], user)
        taken.append(seconds_taken)
        shown = {line.person.last_key for line in (*answer.lines, *answer.neighbours)}
        asked, found, nobody = asked + 1, found + (truth in shown), nobody + (not shown)
    return {"asked": asked, "found": _share(found, asked), "nobody": _share(nobody, asked),
            "times": _times(taken)}  # fmt: skip


def _newcomers(rows: list[dict], *, user: User) -> dict:
    """Whose Enter opens a file, and who is warned by the name alone or with the birth date."""
    opened = warned = warned_later = 0
    for row in rows:
        name = {"last_name": row["last"], "first_name": row["first"]}
        for words in (f"{row['last']} {row['first']}", f"{row['first']} {row['last']}"):
            opened += _asked(words, user)[0].only is not None
        suspected = Beneficiary.objects.suspected
        warned += suspected(**name).exists()
        born_on = date.fromisoformat(row["born"])
        warned_later += suspected(**name, born_on=born_on, phone=row["phone"]).exists()
    return {
        "people": len(rows),
        "opened": opened,
        "warned_by_name": _share(warned, len(rows)),
        "warned": _share(warned_later, len(rows)),
    }


def _asked(words: str, user: User):
    query = QueryDict(mutable=True)
    query["q"] = words
    began = perf_counter()
    answer = search(query, user=user)
    return answer, perf_counter() - began


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def _times(seconds: list[float]) -> dict:
    """In milliseconds."""
    if len(seconds) < 2:
        seconds = [*seconds, *seconds] or [0.0, 0.0]
    p95 = quantiles(seconds, n=20)[-1]
    return {"p50": round(1000 * median(seconds), 1), "p95": round(1000 * p95, 1)}


if __name__ == "__main__":
    database.migrate_the_template()
    print(json.dumps(measure(Path(sys.argv[1])), ensure_ascii=False, indent=1))
