"""What the caps leave, and the words in which they refuse."""

from datetime import date
from decimal import Decimal

import pytest

from pimms.kernel.templatetags.french import NARROW
from recharges import allowances
from recharges.allowances import Wish
from recharges.models import Cap, Category
from tests.support import factories


@pytest.fixture
def awa(db):
    return factories.enrolment()


def only(enrolment, on=factories.DAY):
    (allowance,) = allowances.allowances_for(enrolment, on=on)
    return allowance


def test_a_cap_is_whole_before_the_first_sale(awa):
    factories.product(a_month=2)
    assert only(awa).rest == "2 sur 2"


def test_a_sale_uses_its_cap_and_a_reversed_one_does_not(awa):
    card = factories.product(a_month=3)
    kept = factories.sale(awa, quantities={card: 1})
    undone = factories.sale(awa, quantities={card: 2})
    assert only(awa).left == 0
    factories.till.reverse(undone, reason="Erreur", by=factories.director(), on=kept.sold_on)
    assert only(awa).rest == "2 sur 3"


def test_a_monthly_cap_opens_again_on_the_first_of_the_month(awa):
    card = factories.product(a_month=1)
    factories.sale(awa, quantities={card: 1})
    assert only(awa).opens_on == date(2016, 4, 1)
    assert only(awa, on=date(2016, 3, 31)).left == 0
    assert only(awa, on=date(2016, 4, 1)).left == 1


def test_a_monthly_cap_does_not_open_again_after_the_twelve_months(awa):
    factories.product(a_month=1)
    assert only(awa, on=date(2017, 3, 14)).opens_on is None


def test_a_month_is_counted_across_two_enrolments(db):
    awa = factories.person()
    before = factories.enrolment(awa, starts_on=date(2015, 3, 20))
    after = factories.enrolment(awa, starts_on=date(2016, 3, 20))
    card = factories.product(a_month=1, a_year=5)
    factories.sale(before, quantities={card: 1}, on=date(2016, 3, 19))
    by_span = {
        each.cap.span: each for each in allowances.allowances_for(after, on=date(2016, 3, 20))
    }
    assert by_span[Cap.Span.MONTH].left == 0
    assert by_span[Cap.Span.ENROLMENT].left == 5


def test_a_cap_in_euros_counts_what_was_paid_for_all_its_categories(awa):
    talk = factories.product("6.00", category=Category.MOBILE_CREDIT)
    surf = factories.product("9.00", category=Category.INTERNET_CREDIT)
    factories.cap(
        categories=[Category.MOBILE_CREDIT, Category.INTERNET_CREDIT],
        span=Cap.Span.MONTH,
        measure=Cap.Measure.EUROS,
        limit=Decimal(30),
    )
    factories.sale(awa, quantities={talk: 1, surf: 1})
    assert only(awa).rest == f"15,00{NARROW}€ sur 30,00{NARROW}€"


def test_a_refusal_says_the_rule_what_is_left_and_when_it_opens(awa):
    card = factories.product(a_month=2)
    factories.sale(awa, quantities={card: 1})
    (sentence,) = allowances.refusals(
        allowances.allowances_for(awa, on=factories.DAY), [Wish(card, 2, Decimal(10))]
    )
    assert sentence == (
        f"{card.name}{NARROW}: au plus 2 par mois, il reste 1{NARROW};"
        " le compte repart le 01/04/2016."
    )


def test_what_reaches_the_cap_is_sold_and_what_is_not_asked_for_is_not_refused(awa):
    card, other = factories.product(a_month=1), factories.product(a_month=1)
    factories.sale(awa, quantities={other: 1})
    standing = allowances.allowances_for(awa, on=factories.DAY)
    assert allowances.refusals(standing, [Wish(card, 1, Decimal(5))]) == []
