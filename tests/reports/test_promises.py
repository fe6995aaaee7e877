"""What was promised beside what is done, counted as the reports count."""

from datetime import date
from decimal import Decimal

import pytest

from funding import promises
from reports import figures, money
from reports.figures import INDICATORS, Scope
from tests.support import factories
from tests.support import money as made
from workshops import services as calendar

pytestmark = pytest.mark.django_db


def busy_year():
    awa = factories.person()
    product = factories.product()
    factories.sale(factories.enrolment(awa), quantities={product: 2})
    factories.support(awa)
    factories.support()
    factories.support(held_on=date(2015, 12, 31))
    factories.referral(awa)
    held, missed = factories.seat(beneficiary=awa), factories.seat()
    nadia = factories.counsellor()
    calendar.mark(held.workshop, present={held.pk}, absent=set(), by=nadia)
    calendar.mark(missed.workshop, present=set(), absent={missed.pk}, by=nadia)


def at(said: dict, path: str):
    for step in path.split("."):
        said = said[step]
    return said


def test_each_figure_that_may_be_promised_has_its_number_and_its_count():
    promised = {each.code: each.promised for each in INDICATORS if each.promised}
    assert promised == promises.FIGURES
    assert all(figures.named(code).day or figures.named(code).ways for code in promised)


# Those that have a statement of their own are tried in test_year_told.
@pytest.mark.parametrize("figure", [f for f in promises.FIGURES if figures.named(f).counted])
def test_a_promise_counts_what_the_report_counts(figure):
    busy_year()
    counted = sum(figures.named(figure).by_day(Scope.of_year(2016)).values())
    said = at(figures.of_year(2016).as_json(), figure)
    assert Decimal(counted).quantize(Decimal("0.01")) == Decimal(said)
    assert Decimal(said) > 0


def test_the_projection_goes_on_as_it_began():
    grant = made.grant()
    promise = made.promised(grant, figure="support.sessions", target=8)
    factories.support()
    factories.support(held_on=date(2016, 6, 30))
    [early] = money.follow([promise], date(2016, 3, 31))
    assert (early.done, early.days_over, early.days) == (1, 91, 366)
    assert early.projected == 4
    assert early.state == "short"
    assert [month.done for month in early.months] == [0, 0, 1]
    assert [month.is_over for month in early.months] == [True, True, True]
    [end] = money.follow([promise], date(2017, 2, 1))
    assert (end.done, end.projected, len(end.months)) == (2, 2, 12)


def test_before_its_first_day_a_promise_is_to_come():
    [said] = money.follow([made.promised(made.grant())], date(2015, 12, 31))
    assert (said.done, said.projected, said.state, said.months) == (0, None, "coming", ())


def test_a_promise_is_kept_once_its_target_is_reached():
    factories.support()
    promise = made.promised(made.grant(), figure="support.people", target=1)
    [said] = money.follow([promise], factories.DAY)
    assert (said.state, said.percent) == ("kept", 100)


def test_the_turnover_of_the_till_is_not_typed_twice():
    busy_year()
    said = money.charges_and_products(2016)
    sold = figures.of_year(2016).sales.paid
    line = said.products.headings[0].below[0]
    assert (line.code, line.real) == ("707", sold)
    assert sold > 0
