"""Two people write at once, with real commits: nothing is paid twice."""

from decimal import Decimal

import pytest

from funding import services
from funding.models import Receipt, Share
from tests.support import factories, money
from tests.support.races import of_type, race

pytestmark = pytest.mark.usefixtures("committed_db")


def part(bill, grant, amount, by):
    return lambda: services.attribute(
        bill, grant=grant, amount=Decimal(amount), by=by, on=factories.DAY
    )


def test_ten_grants_race_for_one_expense_and_it_is_paid_once():
    claire, bill = factories.director(), money.expense("300")
    grants = [money.grant("1000", year=2006 + n) for n in range(10)]
    outcomes = race([part(bill, grant, "100", claire) for grant in grants])
    assert len(of_type(Share, outcomes)) == 3
    assert set(of_type(str, outcomes)) == {
        "Cette dépense serait payée plus d’une fois\u202f: reprenez d’abord une part."
    }


def test_ten_expenses_race_for_what_is_left_of_a_grant():
    claire, grant = factories.director(), money.grant("1000")
    bills = [money.expense("300") for _ in range(10)]
    outcomes = race([part(bill, grant, "250", claire) for bill in bills])
    assert len(of_type(Share, outcomes)) == 4
    assert set(of_type(str, outcomes)) == {"Il ne reste pas assez de cette subvention."}


def test_what_comes_in_never_passes_what_was_granted():
    claire, grant = factories.director(), money.grant("1000")
    given = {"by": claire, "on": factories.DAY, "received_on": factories.DAY}
    keys = [money.uuid.uuid4() for _ in range(8)]
    outcomes = race(
        [
            lambda key=key: services.receive(grant, amount=Decimal(300), key=key, **given)
            for key in keys
        ]
    )
    assert len(of_type(Receipt, outcomes)) == 3
