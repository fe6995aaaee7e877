"""What people buy: at the first visit, then month by month within the caps."""

from calendar import monthrange
from datetime import date
from random import Random

from recharges.models import Sale

# Equipment of the first weeks: reference → share of the people enrolled.
FIRST = {
    "SIM-PRE": 0.36, "TEL-ECRAN": 0.2, "TEL-TOUCHES": 0.08, "BOX-4G": 0.14, "PC-PORTABLE": 0.1,
    "CHARGEUR": 0.05,
}  # fmt: skip
# Credit bought in one month, each within every cap, and its weight.
MONTHLY = (
    ({"MOB-1H": 1}, 26), ({"MOB-1H": 2}, 17), ({"MOB-2H": 1}, 13), ({"MOB-1H": 1, "MOB-2H": 1}, 6),
    ({"NET-10G": 1}, 8), ({"NET-5G": 1}, 6), ({"MOB-1H": 1, "NET-10G": 1}, 12),
    ({"MOB-1H": 1, "NET-5G": 1}, 7), ({"MOB-2H": 1, "NET-10G": 1}, 6),
    ({"MOB-1H": 2, "NET-10G": 1}, 4), ({"NET-10G": 2}, 3), ({"MOB-1H": 2, "NET-10G": 2}, 2),
)  # fmt: skip
# How likely somebody is to come in a month, and the share of such people.
HABITS = ((0.72, 22), (0.36, 40), (0.12, 38))
PAYMENTS = (
    (Sale.Payment.CASH, 71), (Sale.Payment.CARD, 19), (Sale.Payment.CHEQUE, 3),
    (Sale.Payment.THIRD_PARTY, 5), (Sale.Payment.FREE, 2),
)  # fmt: skip


def payment(rng: Random) -> str:
    return rng.choices([code for code, _ in PAYMENTS], [weight for _, weight in PAYMENTS])[0]


def of(rng: Random, days: list[date]) -> list[tuple[date, dict[str, int]]]:
    """(day, reference → quantity): the visits of somebody who may buy on those open days."""
    if not days:
        return []
    equipment = {reference: 1 for reference, share in FIRST.items() if rng.random() < share}
    visits = {days[0]: equipment} if equipment else {}
    [habit] = rng.choices([often for often, _ in HABITS], [weight for _, weight in HABITS])
    months = {}
    for day in days:
        months.setdefault((day.year, day.month), []).append(day)
    for month, open_days in months.items():
        # Somebody who comes on the 28th has not had the month before them.
        if rng.random() < habit * min(1, 2 * len(open_days) / monthrange(*month)[1]):
            [credit] = rng.choices([b for b, _ in MONTHLY], [weight for _, weight in MONTHLY])
            for part in _in_one_visit_or_two(rng, credit):
                basket = visits.setdefault(rng.choice(open_days), {})
                for reference, quantity in part.items():
                    basket[reference] = basket.get(reference, 0) + quantity
    return sorted(visits.items())


def _in_one_visit_or_two(rng: Random, credit: dict[str, int]) -> list[dict[str, int]]:
    if sum(credit.values()) > 1 and rng.random() < 0.35:
        units = [reference for reference, n in credit.items() for _ in range(n)]
        return [{units[0]: 1}, {unit: units[1:].count(unit) for unit in units[1:]}]
    return [credit]
