"""Many at the shelf at once, with real commits: exactly what is there, and no ring of waits."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from pimms.kernel.forms import sentence_of
from recharges import services as till
from recharges.models import Sale, StockMovement, Unit
from recharges.services import stock
from tests.support import factories, shelves
from tests.support.races import of_type, race

pytestmark = pytest.mark.usefixtures("committed_db")
CLIENTS, TILLS = 200, 16


def run_all(jobs) -> list:
    """The jobs by sixteen threads, what each returned or the sentence it was refused with."""

    def outcome_of(job):
        try:
            return job()
        except ValidationError as refusal:
            return refusal.messages[0]
        except IntegrityError as collision:
            return sentence_of(collision)

    queues = [jobs[n::TILLS] for n in range(TILLS)]
    each = race([lambda queue=queue: [outcome_of(job) for job in queue] for queue in queues])
    return [outcome for outcomes in each for outcome in outcomes]


def sale_to(enrolment, quantities, by):
    return lambda: till.sell(
        enrolment, quantities=quantities, payment="cash", key=uuid.uuid4(), by=by, on=factories.DAY
    )


@pytest.mark.parametrize("tracking", ["quantity", "unit"])
def test_two_hundred_clients_for_the_last_twenty_and_twenty_are_sold(tracking):
    nadia, product = factories.counsellor(), shelves.tracked(tracking, name="Carte SIM")
    shelves.delivery(product, 20)
    enrolments = [factories.enrolment() for _ in range(20)]
    jobs = [sale_to(enrolments[n % 20], {product: 1}, nadia) for n in range(CLIENTS)]
    outcomes = run_all(jobs)
    assert len(of_type(Sale, outcomes)) == 20
    assert of_type(str, outcomes) == ["Il ne reste plus de «\u202fCarte SIM\u202f» à Antony."] * 180
    assert shelves.level(product) == 0
    if tracking == "unit":
        sold = Unit.objects.filter(status="sold").values("sale_line").distinct()
        assert sold.count() == 20
    numbers = Sale.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 21))


def test_two_tabs_sell_the_last_sim_and_the_second_is_told():
    nadia, product = factories.counsellor(), shelves.sim().product
    jobs = [sale_to(factories.enrolment(), {product: 1}, nadia) for _ in range(2)]
    outcomes = race(jobs)
    assert len(of_type(Sale, outcomes)) == 1
    assert of_type(str, outcomes) == ["Il ne reste plus de «\u202fCarte SIM\u202f» à Antony."]


def test_sales_transfers_and_reversals_of_the_same_articles_never_wait_in_a_ring():
    nadia, sceaux = factories.counsellor(), factories.site("S", "Sceaux")
    one, two = shelves.tracked(), shelves.tracked(name="Câble")
    for product in (one, two):
        shelves.delivery(product, 100)
        shelves.delivery(product, 100, site=sceaux)
    enrolments = [factories.enrolment() for _ in range(8)]
    earlier = [sale_to(enrolment, {one: 1, two: 1}, nadia)() for enrolment in enrolments]
    jobs = []
    for n, enrolment in enumerate(enrolments):
        basket = {one: 1, two: 1} if n % 2 else {two: 1, one: 1}
        ends = (nadia.site, sceaux) if n % 2 else (sceaux, nadia.site)
        jobs += [
            sale_to(enrolment, basket, nadia),
            lambda ends=ends, product=one if n % 2 else two: stock.transfer(
                product, site=ends[0], to=ends[1], quantity=1, by=nadia, on=factories.DAY
            ),
            lambda sale=earlier[n]: till.reverse(sale, reason="rendu", by=nadia, on=factories.DAY),
        ]
    outcomes = run_all(jobs)
    assert of_type(str, outcomes) == []
    assert len(of_type(Sale, outcomes)) == 16
    assert StockMovement.objects.filter(kind="transfer_in").count() == 8


def test_the_same_code_received_at_two_desks_is_received_once():
    product, number = shelves.tracked("unit"), shelves.iccid()
    factories.counsellor()
    outcomes = race([lambda: shelves.delivery(product, [number])] * 2)
    assert len(of_type(StockMovement, outcomes)) == 1
    [refusal] = of_type(str, outcomes)
    assert "déjà en stock" in refusal
    assert shelves.level(product) == 1
