"""The synthetic association of the bench is one that the product could have written."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection

from bench import copying, pages, sizes, world
from beneficiaries.models import Beneficiary, Enrolment
from recharges import allowances
from recharges.models import SaleLine, TillSession
from recharges.verification import verify
from workshops.models import Workshop

TODAY = date(2016, 6, 15)


@pytest.fixture
def association(committed_db):
    return world.fill(sizes.TINY, today=TODAY)


def test_a_small_association_is_whole_and_within_its_caps(association):
    assert Beneficiary.objects.count() == sizes.TINY.people
    assert Workshop.objects.count() == sizes.TINY.workshops
    assert 0.8 < SaleLine.objects.count() / sizes.TINY.lines < 1.2
    copying.check_foreign_keys()
    verified = verify()
    assert verified.receipts == association.counts["recharges_sale"]
    assert verified.sessions == TillSession.objects.closed().count() > 40
    for enrolment in Enrolment.objects.running_on(TODAY).order_by("pk")[:40]:
        for each in allowances.allowances_for(enrolment, on=TODAY):
            assert each.used <= each.limit, each


def test_whoever_bought_was_seen_that_day(association):
    late = """
    SELECT count(*) FROM recharges_sale s JOIN beneficiaries_enrolment e ON e.id = s.enrolment_id
    JOIN beneficiaries_beneficiary b ON b.id = e.beneficiary_id
    WHERE b.last_seen_on < s.sold_on OR NOT s.sold_on <@ e.period
    """
    with connection.cursor() as cursor:
        cursor.execute(late)
        assert cursor.fetchone() == (0,)


@time_machine.travel(datetime(2016, 6, 15, 10, tzinfo=UTC), tick=False)
def test_every_page_of_the_bench_answers(association, monkeypatch):
    monkeypatch.setattr(pages, "WARM", 0)
    found = list(pages.measure(today=TODAY, rounds=1))
    assert len(found) > 25
    assert all(page.queries and page.bytes for page in found)
