"""What the till's triggers refuse by SQL, and the chain that they forge."""

import hashlib
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from recharges import services
from recharges.models import CashCount, Closing, Sale, SaleLine, Seal, TillSession
from recharges.sealed import SALE, START, words
from tests.support import factories
from tests.support.ledger import bare_line, bare_sale, refused_by, rule_of

DAY = factories.DAY
pytestmark = pytest.mark.till_by_hand


@pytest.fixture
def till(db) -> TillSession:
    return factories.till_open()


def at_the_counter(session, **fields) -> Sale:
    """A row of the ledger, sold in the session, past the services."""
    boring = {"till_session": session, "sold_by": factories.counsellor()}
    return bare_sale(factories.enrolment(), **boring | fields)


def sealed(*sales) -> list[Seal]:
    """What the end of the transaction does."""
    connection.check_constraints()
    return [Seal.objects.get(sale=sale) for sale in sales]


# Sales and tills


def test_a_sale_at_the_counter_is_in_the_open_till_of_its_site_and_day(till):
    assert at_the_counter(till).pk
    sceaux = factories.till_open(where=factories.site("S", "Sceaux"))
    wrong = [
        {"till_session": None},
        {"till_session": sceaux},
        {"till_session": till, "sold_on": DAY + timedelta(days=1)},
        {"till_session": sceaux, "sold_by": None},
    ]
    for fields in wrong:
        with pytest.raises(IntegrityError) as refusal:
            at_the_counter(till, **fields)
        assert rule_of(refusal) == "sale_in_an_open_till"


def test_nothing_is_sold_in_a_till_that_was_counted(till):
    factories.till_counted(till)
    with pytest.raises(IntegrityError) as refusal:
        at_the_counter(till)
    assert rule_of(refusal) == "sale_in_an_open_till"


def test_a_sale_of_a_register_needs_no_till(till):
    assert bare_sale(factories.enrolment()).pk


def test_nothing_comes_into_a_closed_day_not_even_from_a_register(till):
    enrolment = factories.enrolment()
    factories.till_counted(till, ends_the_day=True)
    with pytest.raises(IntegrityError) as refusal:
        bare_sale(enrolment)
    assert rule_of(refusal) == "sale_in_a_closed_period"
    assert bare_sale(enrolment, sold_on=DAY + timedelta(days=1)).pk


@pytest.mark.parametrize("verb", ["month", "year"])
def test_nothing_comes_into_a_closed_month_or_year(till, verb):
    enrolment = factories.enrolment()
    factories.till_counted(till)
    later = {"by": factories.director(), "on": date(2017, 1, 2), "at": factories.at(DAY)}
    if verb == "month":
        services.close_month(till.site, month=DAY, **later)
    else:
        services.close_year(till.site, year=2016, **later)
    with pytest.raises(IntegrityError) as refusal:
        bare_sale(enrolment, sold_on=date(2016, 3, 31))
    assert rule_of(refusal) == "sale_in_a_closed_period"


def test_another_site_s_closed_day_does_not_bind(till):
    enrolment = factories.enrolment()
    sceaux = factories.till_open(where=factories.site("S", "Sceaux"))
    factories.till_counted(sceaux, ends_the_day=True)
    assert bare_sale(enrolment).pk


# Sessions


def test_a_till_is_not_opened_in_a_closed_day(till):
    factories.till_counted(till, ends_the_day=True)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        TillSession.objects.bulk_create(
            [TillSession(site=till.site, day=DAY, opened_by=till.opened_by,
                         opened_at=till.opened_at, opening_float=0)]
        )  # fmt: skip
    assert rule_of(refusal) == "till_in_a_closed_period"


@pytest.mark.parametrize("column", ["opening_float", "day", "opened_at"])
def test_how_a_till_was_opened_never_changes(till, column):
    changed = {"opening_float": "opening_float + 1", "day": "day + 1",
               "opened_at": "opened_at + interval '1 hour'"}[column]  # fmt: skip
    statement = f"UPDATE recharges_tillsession SET {column} = {changed}"
    assert refused_by(statement) == "till_never_changes"


def test_a_closed_till_never_changes(till):
    factories.till_counted(till)
    for change in ("banked = banked", "closed_at = NULL", "discrepancy_motive = 'oubli'"):
        assert refused_by(f"UPDATE recharges_tillsession SET {change}") in {
            "till_never_changes", "till_closed_whole_or_not_at_all",
        }  # fmt: skip
    assert "Cannot delete" in refused_by("DELETE FROM recharges_tillsession")
    assert "append-only" in refused_by("TRUNCATE recharges_tillsession CASCADE")


def test_a_till_is_closed_with_what_was_counted_and_what_the_ledger_says(till):
    factories.sale(on=DAY)  # 5 € in cash
    CashCount.objects.create(session=till, denomination=5000, pieces=1)
    close = (
        "UPDATE recharges_tillsession SET closed_by_id = opened_by_id, closed_at = now(),"
        " banked = 0, discrepancy_motive = 'oubli', counted = {0}, carried = {0}, expected = {1}"
    )
    for counted, expected in ((51, 55), (50, 50)):
        statement = close.format(counted, expected)
        assert refused_by(statement) == "till_closed_as_counted"
    with connection.cursor() as cursor:
        cursor.execute(close.format(50, 55))
    assert TillSession.objects.get().discrepancy == Decimal(-5)


def test_a_closed_till_is_not_counted_again(till):
    factories.till_counted(till)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        CashCount.objects.create(session=till, denomination=1, pieces=1)
    assert rule_of(refusal) == "cash_count_of_a_closed_till"


# The chain


def test_each_sale_is_sealed_with_its_lines_when_the_transaction_ends(till):
    first, second = factories.sale(), factories.sale()
    one, two = sealed(first, second)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {words(SALE[2], 's')} FROM recharges_sale s ORDER BY number")
        said = [row[0] for row in cursor.fetchall()]
    assert (one.previous, two.previous) == (START, one.hash)
    assert one.hash == hashlib.sha256((START + said[0]).encode()).hexdigest()
    assert two.hash == hashlib.sha256((one.hash + said[1]).encode()).hexdigest()
    assert str(first.lines.get().paid) in said[0]


def test_each_series_has_a_chain_of_its_own(till):
    here = factories.sale()
    there = bare_sale(here.enrolment, series="A2016R", number=1)
    assert [seal.previous for seal in sealed(here, there)] == [START, START]


def test_a_block_of_sales_is_sealed_in_the_order_of_its_numbers(till):
    enrolment = factories.enrolment()
    sales = [bare_sale(enrolment) for _ in range(20)]
    seals = sealed(*sales)
    assert [seal.number for seal in seals] == list(range(1, 21))
    assert [seal.previous for seal in seals[1:]] == [seal.hash for seal in seals[:-1]]


def test_a_sealed_sale_takes_no_more_lines(till):
    sale = factories.sale()
    line = sale.lines.get()
    sealed(sale)
    with pytest.raises(IntegrityError) as refusal:
        bare_line(sale, line.product)
    assert rule_of(refusal) == "sale_line_of_a_sealed_sale"
    assert SaleLine.objects.count() == 1


def test_closings_are_chained_whatever_is_written_in_them(till):
    z = factories.till_counted(till)
    assert (z.number, z.previous, z.perpetual) == (1, START, z.total)
    forged = Closing(
        site=z.site, kind="month", period=z.period, sales=0, reversals=0, total=Decimal(7),
        totals={}, receipts=[], closed_by=z.closed_by, closed_at=z.closed_at,
        number=99, perpetual=Decimal(10**6), previous="x", hash="x",
    )  # fmt: skip
    forged.save(force_insert=True)
    forged.refresh_from_db()
    assert (forged.number, forged.previous, forged.perpetual) == (2, z.hash, Decimal(7))
    assert len(forged.hash) == 64


@pytest.mark.parametrize("table", ["seal", "closing", "cashcount"])
def test_seals_closings_and_counts_are_never_changed(till, table):
    sealed(factories.sale())
    factories.till_counted(till)
    name = f"recharges_{table}"
    column = "sale_id" if table == "seal" else "id"
    for statement in (f"UPDATE {name} SET {column} = {column}", f"DELETE FROM {name}"):
        assert "Cannot update or delete" in refused_by(statement)
    assert "append-only" in refused_by(f"TRUNCATE {name} CASCADE")
