"""The twelve boxes of an enrolment."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pimms.kernel.periods import months_from
from pimms.kernel.templatetags.french import NARROW
from recharges.months import State, boxes

TWELVE_MONTHS = months_from(date(2016, 3, 15), 12)
ON = date(2016, 10, 20)


def test_a_box_opens_on_the_day_of_the_enrolment_and_lasts_a_month():
    first, *_, last = boxes(TWELVE_MONTHS, [], on=ON)
    assert (first.period.lower, first.last_day) == (date(2016, 3, 15), date(2016, 4, 14))
    assert (last.period.lower, last.last_day) == (date(2017, 2, 15), date(2017, 3, 14))


def test_a_box_says_the_day_it_opens():
    assert boxes(TWELVE_MONTHS, [], on=ON)[0].label == "15\u00a0mars"
    assert boxes(months_from(date(2016, 4, 1), 12), [], on=ON)[0].label == "avr."


def test_boxes_are_past_current_or_to_come():
    states = [box.state for box in boxes(TWELVE_MONTHS, [], on=ON)]
    assert states == [State.PAST] * 7 + [State.CURRENT] + [State.FUTURE] * 4


def test_no_box_is_current_after_the_end():
    assert {box.state for box in boxes(TWELVE_MONTHS, [], on=date(2018, 1, 1))} == {State.PAST}


def test_a_payment_falls_into_the_box_of_its_day():
    payments = [
        (date(2016, 4, 14), Decimal(5)),
        (date(2016, 4, 15), Decimal(7)),
        (date(2016, 5, 2), Decimal(3)),
    ]
    paid = [box.paid for box in boxes(TWELVE_MONTHS, payments, on=ON)]
    assert paid[:3] == [5, 10, 0]


def test_a_box_writes_its_amount_a_dash_or_nothing():
    amounts = [box.amount for box in boxes(TWELVE_MONTHS, [(date(2016, 3, 15), Decimal(9))], on=ON)]
    assert amounts[0] == f"9,00{NARROW}€"
    assert amounts[1:] == ["—"] * 7 + [""] * 4


@given(st.dates(date(2012, 1, 1), date(2030, 12, 31)), st.lists(st.integers(0, 364), max_size=20))
def test_the_boxes_leave_no_day_out_and_count_none_twice(start, offsets):
    period = months_from(start, 12)
    days = [date.fromordinal(start.toordinal() + offset) for offset in offsets]
    twelve = boxes(period, [(day, Decimal(1)) for day in days], on=start)
    assert len(twelve) == 12
    assert (twelve[0].period.lower, twelve[-1].period.upper) == (period.lower, period.upper)
    pairs = zip(twelve, twelve[1:], strict=False)
    assert all(box.period.upper == after.period.lower for box, after in pairs)
    assert sum(box.paid for box in twelve) == sum(day in period for day in days)
