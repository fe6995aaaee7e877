"""What people of the demonstration buy is what the caps let pass."""

from collections import namedtuple
from datetime import date
from types import SimpleNamespace

import pytest

from demonstration.baskets import within_caps

Article = namedtuple("Article", "reference")


def visit(day: str, person: int = 1, **basket: int):
    return SimpleNamespace(
        day=date.fromisoformat(day),
        enrolment=SimpleNamespace(beneficiary_id=person),
        basket={
            Article(reference.replace("_", "-")): quantity for reference, quantity in basket.items()
        },
    )


VISITS = [visit("2026-02-03", MOB_1H=1, NET_10G=1), visit("2026-02-12", MOB_1H=1)]


@pytest.mark.parametrize(
    ("basket", "passes"),
    [
        ({"MOB_1H": 1}, False),  # a third in the month
        ({"NET_5G": 2}, True),  # 30 euros of credit
        ({"NET_5G": 2, "SIM_PRE": 1}, True),  # whatever else costs
        ({"MOB_2H": 1, "NET_5G": 1}, False),  # 33.30 euros of credit
    ],
)
def test_twelve_months_that_follow_others_share_the_caps_of_their_month(basket, passes):
    later = visit("2026-02-26", **basket)
    assert list(within_caps([*VISITS, later])) == [*VISITS, *([later] if passes else [])]
    for elsewhere in (visit("2026-03-01", **basket), visit("2026-02-26", person=2, **basket)):
        assert elsewhere in within_caps([*VISITS, elsewhere])
