"""What people buy: at the first visit, then month by month within the caps."""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from random import Random

from .batches import Visit
from .script import drawn, read

_DATA, _CATALOGUE = read("baskets"), read("catalogue")


def payment(rng: Random) -> str:
    return drawn(rng, _DATA["payments"])


def visits(rng: Random, days: list[date]) -> list[tuple[date, dict[str, int]]]:
    """(day, reference → quantity): the visits of somebody who may buy on those open days."""
    if not days:
        return []
    equipment = {what: 1 for what, share in _DATA["first"].items() if rng.random() < share}
    found = {days[0]: equipment} if equipment else {}
    habit = float(drawn(rng, _DATA["habits"]))
    months = {}
    for day in days:
        months.setdefault((day.year, day.month), []).append(day)
    for month, open_days in months.items():
        # Somebody who comes on the 28th has not had the month before them.
        if rng.random() < habit * min(1, 2 * len(open_days) / monthrange(*month)[1]):
            for part in _in_one_visit_or_two(rng, drawn(rng, _DATA["monthly"])):
                basket = found.setdefault(rng.choice(open_days), {})
                for reference, quantity in part.items():
                    basket[reference] = basket.get(reference, 0) + quantity
    return sorted(found.items())


def within_caps(visits: Iterable[Visit]) -> Iterator[Visit]:
    """The visits that no cap of a month refuses: somebody who was enrolled again in the month in
    which their twelve months ended has bought in it already."""
    articles = {row["reference"]: row for row in _CATALOGUE["articles"]}
    [credit] = _CATALOGUE["credit"]
    had = defaultdict(Counter)
    for visit in visits:
        month = (visit.enrolment.beneficiary_id, visit.day.year, visit.day.month)
        after = had[month] + Counter({p.reference: n for p, n in visit.basket.items()})
        bought = [(articles[reference], quantity) for reference, quantity in after.items()]
        euros = sum(
            row["solidarity"] * quantity
            for row, quantity in bought
            if row["category"] in credit["categories"]
        )
        if euros <= credit["limit"] and all(n <= row.get("a_month", n) for row, n in bought):
            had[month] = after
            yield visit


def _in_one_visit_or_two(rng: Random, credit: dict[str, int]) -> list[dict[str, int]]:
    if sum(credit.values()) > 1 and rng.random() < 0.35:
        units = [reference for reference, n in credit.items() for _ in range(n)]
        return [{units[0]: 1}, {unit: units[1:].count(unit) for unit in units[1:]}]
    return [credit]
