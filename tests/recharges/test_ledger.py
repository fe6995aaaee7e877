"""The ledger keeps its rules whoever writes to it, by SQL too."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from recharges import services
from recharges.models import Cap, Sale
from tests.support import factories
from tests.support.ledger import bare_line, bare_sale, refused_by, rule_of


@pytest.fixture
def sale(db):
    return factories.sale()


every_append_only_table = pytest.mark.parametrize(
    "table", ["recharges_sale", "recharges_saleline", "accounts_entry"]
)


@every_append_only_table
def test_no_row_is_changed_or_removed_even_by_sql(sale, table):
    column = "verb" if table == "accounts_entry" else "id"
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        assert "Cannot update or delete" in refused_by(statement)


@every_append_only_table
def test_no_table_of_the_ledger_is_emptied(sale, table):
    assert "append-only" in refused_by(f"TRUNCATE {table} CASCADE")


def test_emptying_what_the_ledger_hangs_on_is_refused_too(sale):
    assert "append-only" in refused_by("TRUNCATE accounts_site CASCADE")


@pytest.mark.parametrize("number", [0, 3, 100])
def test_a_receipt_number_out_of_line_is_refused(sale, number):
    with pytest.raises(IntegrityError) as refusal:
        bare_sale(sale.enrolment, number=number)
    assert rule_of(refusal) == "sale_numbers_without_gaps"


def test_a_block_of_numbers_must_run_on_without_a_hole(sale):
    def block(*numbers):
        sales = [
            Sale(key=uuid.uuid4(), enrolment=sale.enrolment, site=sale.site, series="A2016",
                 number=number, sold_on=factories.DAY, payment="cash")
            for number in numbers
        ]  # fmt: skip
        with transaction.atomic():
            Sale.objects.bulk_create(sales)

    with pytest.raises(IntegrityError) as refusal:
        block(2, 3, 5)
    assert rule_of(refusal) == "sale_numbers_without_gaps"
    block(2, 3, 4)
    assert bare_sale(sale.enrolment).number == 5


@pytest.mark.parametrize("day", [date(2016, 3, 14), date(2017, 3, 15)])
def test_a_sale_on_the_eve_or_on_the_day_after_the_twelve_months_is_refused(db, day):
    with pytest.raises(IntegrityError) as refusal:
        bare_sale(factories.enrolment(), sold_on=day)
    assert rule_of(refusal) == "sale_within_the_twelve_months"


@pytest.mark.parametrize("day", [date(2016, 3, 15), date(2017, 3, 14)])
def test_a_sale_on_the_first_or_on_the_last_day_stands(db, day):
    assert bare_sale(factories.enrolment(), sold_on=day).pk


def test_a_sale_never_takes_back_and_a_reversal_never_gives(sale):
    product = sale.lines.get().product
    with pytest.raises(IntegrityError) as refusal:
        bare_line(bare_sale(sale.enrolment), product, quantity=-1, paid="-5.00")
    assert rule_of(refusal) == "sale_line_sign"
    reversal = bare_sale(sale.enrolment, reverses=sale, reason="erreur")
    with pytest.raises(IntegrityError) as refusal:
        bare_line(reversal, product)
    assert rule_of(refusal) == "sale_line_sign"


def test_a_reversal_reverses_one_sale_of_the_same_person_once(sale):
    reversal = services.reverse(sale, reason="erreur", by=factories.counsellor(), on=factories.DAY)
    with pytest.raises(IntegrityError) as refusal:
        bare_sale(sale.enrolment, reverses=reversal, reason="encore")
    assert rule_of(refusal) == "sale_reverses_a_sale"
    stranger = factories.enrolment()
    other = bare_sale(sale.enrolment)
    with pytest.raises(IntegrityError) as refusal:
        bare_sale(stranger, reverses=other, reason="erreur")
    assert rule_of(refusal) == "sale_reverses_a_sale"
    with pytest.raises(IntegrityError, match="reverses_id"):
        bare_sale(sale.enrolment, reverses=sale, reason="deux fois")


def test_a_cap_in_pieces_a_month_holds_and_opens_again_the_month_after(db):
    enrolment, product = factories.enrolment(), factories.product(a_month=2)
    bare_line(bare_sale(enrolment), product, quantity=2)
    with pytest.raises(IntegrityError) as refusal:
        bare_line(bare_sale(enrolment, sold_on=date(2016, 3, 31)), product)
    assert rule_of(refusal) == "sale_line_within_caps"
    assert bare_line(bare_sale(enrolment, sold_on=date(2016, 4, 1)), product, quantity=2).pk


def test_a_cap_for_the_twelve_months_opens_again_with_the_next_enrolment(db):
    awa = factories.person()
    enrolment, product = factories.enrolment(awa), factories.product(a_year=1)
    bare_line(bare_sale(enrolment), product)
    with pytest.raises(IntegrityError) as refusal:
        bare_line(bare_sale(enrolment, sold_on=date(2017, 3, 14)), product)
    assert rule_of(refusal) == "sale_line_within_caps"
    next_year = factories.enrolment(awa, starts_on=date(2017, 3, 15))
    assert bare_line(bare_sale(next_year, sold_on=date(2017, 3, 15)), product).pk


def test_a_month_is_the_persons_across_two_enrolments(db):
    awa = factories.person()
    first, product = factories.enrolment(awa), factories.product(a_month=1)
    second = factories.enrolment(awa, starts_on=date(2017, 3, 15))
    bare_line(bare_sale(first, sold_on=date(2017, 3, 2)), product)
    with pytest.raises(IntegrityError) as refusal:
        bare_line(bare_sale(second, sold_on=date(2017, 3, 20)), product)
    assert rule_of(refusal) == "sale_line_within_caps"


def test_a_cap_in_euros_over_two_categories_counts_what_was_paid(db):
    factories.cap(
        categories=["phone", "computer"], measure=Cap.Measure.EUROS, limit=Decimal("150.00")
    )
    enrolment = factories.enrolment()
    phone = factories.product("50.00", "90.00", category="phone")
    computer = factories.product("100.00", "200.00", category="computer")
    bare_line(bare_sale(enrolment), phone, paid="50.00")
    with pytest.raises(IntegrityError) as refusal:
        bare_line(bare_sale(enrolment), computer, paid="100.01")
    assert rule_of(refusal) == "sale_line_within_caps"
    assert bare_line(bare_sale(enrolment), computer, paid="100.00").pk


def test_a_reversed_sale_gives_its_cap_back_and_no_more(db):
    enrolment, product = factories.enrolment(), factories.product(a_year=1)
    sale = factories.sale(enrolment, quantities={product: 1})
    services.reverse(sale, reason="erreur", by=factories.counsellor(), on=factories.DAY)
    assert bare_line(bare_sale(enrolment), product).pk
    with pytest.raises(IntegrityError) as refusal:
        bare_line(bare_sale(enrolment), product)
    assert rule_of(refusal) == "sale_line_within_caps"


def test_a_cap_of_another_article_or_of_another_time_does_not_bind(db):
    enrolment, product = factories.enrolment(), factories.product()
    factories.product(a_year=0)
    factories.cap(product, limit=0, period=type(factories.ALWAYS)(date(2017, 1, 1), None))
    assert bare_line(bare_sale(enrolment), product, quantity=9).pk
    with pytest.raises(IntegrityError) as refusal:
        bare_line(bare_sale(enrolment, sold_on=date(2017, 1, 1)), product)
    assert rule_of(refusal) == "sale_line_within_caps"
