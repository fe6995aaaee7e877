"""What if: sales judged again under other caps or prices."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import given
from hypothesis import strategies as st

from pimms.kernel.periods import months_from
from recharges.models import Cap
from recharges.replay import Desk, Line, compare, repriced

START = date(2016, 1, 1)
ALWAYS = DateRange(None, None)
EUROS = st.integers(0, 3000).map(lambda cents: Decimal(cents) / 100)


def line(sale=1, day=START, who=1, pieces=1, paid="5", product=1, **more):
    boring = {
        "enrolment_id": who, "months": months_from(START, 12), "household_id": None, "size": 1,
        "category": "mobile_credit", "public_value": Decimal(20) * pieces, "cost": Decimal(4),
    }  # fmt: skip
    return Line(sale_id=sale, sold_on=day, beneficiary_id=who, product_id=product,
                quantity=pieces, paid=Decimal(paid), **boring | more)  # fmt: skip


def cap(limit, span="month", measure="quantity", **more):
    boring = {"categories": ["mobile_credit"], "period": ALWAYS}
    return Cap(limit=Decimal(limit), span=span, measure=measure, **boring | more)


def what_if(lines, *, before=(), after=(), **more):
    return compare(lines, caps=before, other_caps=after, since=START, **more)


def test_a_tighter_cap_refuses_the_sale_that_passes_it_and_says_what_is_lost():
    made = [line(1), line(2, START + timedelta(days=3)), line(3, date(2016, 2, 1))]
    answer = what_if(made, before=[cap(2)], after=[cap(1)])
    assert [each.sale_id for each in answer.refused] == [2]
    assert answer.people == 1
    assert (answer.before.paid, answer.after.paid, answer.paid_more) == (15, 10, -5)
    assert answer.saved_more == -15
    assert answer.balance_more == -1


def test_what_is_refused_leaves_room_for_a_smaller_sale_after_it():
    made = [line(1, pieces=1), line(2, pieces=2), line(3, pieces=1)]
    assert [each.sale_id for each in what_if(made, after=[cap(2)]).refused] == [2]


def test_a_household_shares_a_cap_and_its_size_widens_it():
    made = [line(n, who=n, household_id=7, size=3) for n in (1, 2, 3)]
    shared = {"scope": Cap.Scope.HOUSEHOLD, "span": "enrolment"}
    assert len(what_if(made, after=[cap(1, **shared)]).refused) == 2
    assert not what_if(made, after=[cap(1, factor=Decimal(1), **shared)]).refused


def test_what_was_given_is_not_judged_and_what_was_let_pass_passes():
    made = [line(1, is_counted=False), line(2, is_overridden=True), line(3)]
    assert [each.sale_id for each in what_if(made, after=[cap(1)]).refused] == [3]


def test_sales_before_the_months_are_counted_and_not_judged():
    made = [line(1), line(2), line(3, date(2016, 6, 1))]
    answer = compare(made, caps=[], other_caps=[cap(1, span="year")], since=date(2016, 6, 1))
    assert [each.sale_id for each in answer.refused] == [3]
    assert answer.before.sales == 1


def test_another_price_is_paid_and_a_cap_in_euros_feels_it():
    made = [line(1, paid="5"), line(2, paid="5"), line(3, product=2, paid="3")]
    limit = [cap(15, measure="euros")]
    answer = what_if(made, before=limit, after=limit, change=repriced(1, Decimal(8)))
    assert [each.sale_id for each in answer.refused] == [2]
    assert answer.after.paid == 11


def test_what_was_paid_nothing_stays_free_at_another_price():
    answer = what_if([line(1, paid="0")], change=repriced(1, Decimal(8)))
    assert answer.after.paid == 0


CAPS = st.builds(
    cap,
    limit=EUROS,
    span=st.sampled_from(Cap.Span.values),
    measure=st.sampled_from(Cap.Measure.values),
    scope=st.sampled_from(Cap.Scope.values),
    factor=st.sampled_from([Decimal(0), Decimal("0.5")]),
    is_advisory=st.booleans(),
)
DAYS = st.lists(st.integers(0, 365), min_size=1, max_size=25).map(sorted)


def history_of(days, draws):
    """Sales on these days, by people of whom two share a household."""
    return [
        line(
            n,
            START + timedelta(days=day),
            who=who,
            pieces=pieces,
            paid=paid,
            household_id=9 if who < 3 else None,
            size=2 if who < 3 else 1,
        )
        for n, (day, (who, pieces, paid)) in enumerate(zip(days, draws, strict=False))
    ]


DRAWS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3), EUROS), min_size=25, max_size=25)


@given(days=DAYS, draws=DRAWS, caps=st.lists(CAPS, max_size=4))
def test_caps_unchanged_refuse_nobody_that_they_did_not(days, draws, caps):
    desk = Desk(caps, START)
    stood = [sale for sale in history_of(days, draws) if desk.ring_up([sale])]
    answer = what_if(stood, before=caps, after=caps)
    assert answer.refused == ()
    assert answer.before == answer.after
    assert answer.before.sales == len(stood)


@given(days=DAYS, draws=DRAWS, caps=st.lists(CAPS, max_size=3), more=CAPS)
def test_one_cap_more_never_takes_in_more_money(days, draws, caps, more):
    answer = what_if(history_of(days, draws), before=[], after=[*caps, more])
    assert answer.after.paid <= answer.before.paid
    assert answer.after.sales + len(answer.refused) == answer.before.sales


@given(days=DAYS, draws=DRAWS, price=EUROS)
def test_a_price_without_caps_refuses_nobody_and_costs_its_difference(days, draws, price):
    made = history_of(days, draws)
    answer = what_if(made, change=repriced(1, price))
    expected = sum(price * sale.quantity - sale.paid for sale in made if sale.paid)
    assert answer.refused == ()
    assert answer.paid_more == -answer.saved_more == expected
