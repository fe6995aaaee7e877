"""Many at once, with real commits: exactly what the rules allow, and a sentence for the others."""

import uuid

import pytest

from recharges import services as till
from recharges.models import Sale
from tests.support import factories
from tests.support.races import of_type, race

pytestmark = pytest.mark.usefixtures("committed_db")


def test_fifty_clients_race_for_a_cap_of_twenty_and_twenty_are_sold():
    nadia, enrolment = factories.counsellor(), factories.enrolment()
    product = factories.product(a_year=20)

    def sell():
        return till.sell(enrolment, quantities={product: 1}, payment="cash", key=uuid.uuid4(),
                         by=nadia, on=factories.DAY)  # fmt: skip

    outcomes = race([sell] * 50)
    refusals = of_type(str, outcomes)
    assert len(of_type(Sale, outcomes)) == 20
    assert len(refusals) == 30
    assert all(words.endswith("il ne reste rien.") for words in refusals)
    assert sum(line.quantity for line in product.sale_lines.all()) == 20


def test_the_same_sale_sent_eight_times_at_once_is_one():
    nadia, enrolment, key = factories.counsellor(), factories.enrolment(), uuid.uuid4()
    product = factories.product()

    def sell():
        return till.sell(enrolment, quantities={product: 1}, payment="cash", key=key,
                         by=nadia, on=factories.DAY)  # fmt: skip

    outcomes = race([sell] * 8)
    assert len({sale.pk for sale in outcomes}) == 1
    assert Sale.objects.count() == product.sale_lines.count() == 1


def test_receipt_numbers_of_eight_tills_leave_no_gap():
    nadia, product = factories.counsellor(), factories.product()
    enrolments = [factories.enrolment() for _ in range(8)]
    factories.till_open(where=nadia.site)
    days = [factories.DAY] * 5

    def sell_to(enrolment):
        return [
            till.sell(enrolment, quantities={product: 1}, payment="cash", key=uuid.uuid4(),
                      by=nadia, on=day)
            for day in days
        ]  # fmt: skip

    race([lambda enrolment=enrolment: sell_to(enrolment) for enrolment in enrolments])
    numbers = Sale.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 41))
