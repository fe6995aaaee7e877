"""What the database holds to about prices, caps and what is given, whoever writes to it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from recharges import services
from recharges.models import Cap, SaleLine
from tests.support import factories
from tests.support.ledger import bare_line, bare_sale, refused_by, rule_of

HOUSEHOLD = Cap.Scope.HOUSEHOLD


def given(sale, product):
    line = SaleLine(
        sale=sale, product=product, quantity=1, paid=0, public_price=10, kind="allocation"
    )
    with transaction.atomic():
        return SaleLine.objects.bulk_create([line])[0]


@pytest.fixture
def awa(db):
    return factories.person()


def family(*others):
    """The enrolments of people who live together."""
    people = [factories.person() for _ in range(others[0])]
    factories.household(*people)
    return [factories.enrolment(each) for each in people]


def is_refused(sale, product, **line) -> bool:
    with pytest.raises(IntegrityError) as refusal:
        bare_line(sale, product, **line)
    return rule_of(refusal) == "sale_line_within_caps"


@pytest.mark.parametrize("change", ["solidarity = 1", "public = 1", "product_id = product_id + 1",
                                    "period = daterange('2011-01-01', NULL)"])  # fmt: skip
def test_a_price_is_never_edited(db, change):
    factories.product()
    assert refused_by(f"UPDATE recharges_price SET {change}") == "price_is_never_edited"


def test_a_price_and_a_cap_are_never_removed(db):
    factories.product(a_month=1)
    assert refused_by("DELETE FROM recharges_price") == "price_is_never_edited"
    assert refused_by("DELETE FROM recharges_cap") == "cap_is_never_edited"


@pytest.mark.parametrize("change", ['"limit" = 9', "factor = 1", "is_advisory = true"])
def test_a_cap_is_never_edited(db, change):
    factories.product(a_month=1)
    assert refused_by(f"UPDATE recharges_cap SET {change}") == "cap_is_never_edited"


def test_a_price_ends_once(db):
    price = factories.product().prices.get()
    price.period = DateRange(price.period.lower, date(2016, 4, 1))
    price.save()
    statement = "UPDATE recharges_price SET period = daterange(lower(period), NULL)"
    assert refused_by(statement) == "price_is_never_edited"


def test_what_is_given_says_why(awa):
    enrolment = factories.enrolment(awa)
    with pytest.raises(IntegrityError) as refusal:
        given(bare_sale(enrolment), factories.product())
    assert rule_of(refusal) == "sale_line_allocation_says_why"
    assert given(bare_sale(enrolment, payment="free", allocation="faulty"), factories.product())


def test_what_is_given_uses_no_cap_up_and_is_held_to_none(awa):
    enrolment, card = factories.enrolment(awa), factories.product(a_year=1)
    assert given(bare_sale(enrolment, payment="free", allocation="faulty"), card)
    assert bare_line(bare_sale(enrolment), card)
    assert given(bare_sale(enrolment, payment="free", allocation="faulty"), card)
    assert is_refused(bare_sale(enrolment), card)


def test_an_advisory_cap_refuses_nobody(awa):
    card = factories.product()
    factories.cap(card, limit=0, is_advisory=True)
    assert bare_line(bare_sale(factories.enrolment(awa)), card)


def test_what_the_director_lets_pass_is_sold_and_still_counts(awa):
    enrolment, card = factories.enrolment(awa), factories.product(a_year=1)
    let_pass = {"override_reason": "Carte volée", "overridden_by": factories.director()}
    assert bare_line(bare_sale(enrolment, **let_pass), card, quantity=2)
    assert is_refused(bare_sale(enrolment), card)


def test_a_household_shares_its_cap_and_a_neighbour_does_not(db):
    card = factories.product()
    factories.cap(card, scope=HOUSEHOLD, span="month", limit=2)
    awa, karim = family(2)
    bare_line(bare_sale(awa), card)
    bare_line(bare_sale(karim), card)
    assert is_refused(bare_sale(awa), card)
    assert is_refused(bare_sale(karim), card)
    assert bare_line(bare_sale(factories.enrolment()), card, quantity=2)
    assert bare_line(bare_sale(awa, sold_on=date(2016, 4, 1)), card, quantity=2)


def test_a_cap_grows_with_the_household_and_pieces_are_rounded_down(db):
    card = factories.product()
    factories.cap(card, scope=HOUSEHOLD, limit=1, factor=Decimal("0.75"))
    awa, karim, _ = family(3)  # 1 × (1 + 0,75 × 2) = 2,5
    bare_line(bare_sale(awa), card)
    bare_line(bare_sale(karim), card)
    assert is_refused(bare_sale(karim), card)


def test_a_cap_of_one_person_grows_with_the_people_they_declared(db):
    card = factories.product()
    factories.cap(card, limit=1, factor=Decimal("0.5"))
    alone = factories.enrolment(factories.person(adults=1, children=0))
    mother = factories.enrolment(factories.person(adults=1, children=2))
    assert is_refused(bare_sale(alone), card, quantity=2)
    assert bare_line(bare_sale(mother), card, quantity=2)


def test_a_calendar_year_begins_on_the_first_of_january(awa):
    card, enrolment = factories.product(), factories.enrolment(awa)
    factories.cap(card, span="year", limit=1)
    bare_line(bare_sale(enrolment), card)
    assert is_refused(bare_sale(enrolment, sold_on=date(2016, 12, 31)), card)
    assert bare_line(bare_sale(enrolment, sold_on=date(2017, 1, 1)), card)


def test_twelve_months_counted_with_others_count_together(awa):
    twin = factories.person()
    kept, absorbed = factories.enrolment(awa), factories.enrolment(twin)
    card = factories.product(a_year=1)
    bare_line(bare_sale(absorbed), card)
    absorbed.beneficiary, absorbed.absorbed_by = awa, kept
    absorbed.save()
    assert is_refused(bare_sale(kept), card)


def test_a_reversal_of_what_was_given_needs_no_second_reason(awa):
    enrolment, card = factories.enrolment(awa), factories.product()
    sale = factories.sale(
        enrolment, quantities={card: 1}, payment="free", allocation="operator_gift"
    )
    mirror = services.reverse(sale, reason="Rendu", by=factories.counsellor(), on=factories.DAY)
    assert mirror.lines.get().kind == "allocation"


def test_no_print_of_a_receipt_is_forgotten(db):
    assert "append-only" in refused_by("TRUNCATE recharges_receiptprint CASCADE")
