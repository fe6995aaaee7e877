from datetime import timedelta
from decimal import Decimal

import pytest

from pimms.kernel.durations import hours_of, in_hours, minutes_of


@pytest.mark.parametrize(
    ("time", "hours"),
    [
        (timedelta(hours=1, minutes=30), "1.50"),
        (timedelta(days=2), "48.00"),
        (timedelta(seconds=18), "0.01"),  # half a hundredth goes up
        (timedelta(seconds=17, milliseconds=999), "0.00"),
        (20, "0.33"),
        (317 * 60 + 30, "317.50"),
        (0, "0.00"),
        (timedelta(), "0.00"),
        (None, "0.00"),
    ],
)
def test_hours_have_two_decimals(time, hours):
    assert str(in_hours(time)) == hours


def test_what_is_added_up_is_rounded_once():
    assert in_hours(3 * 20) == Decimal(1)
    assert round(3 * hours_of(20), 20) == Decimal(1)
    assert hours_of(timedelta(minutes=20)) == hours_of(20)


def test_minutes_begun_are_left_out():
    assert minutes_of(timedelta(minutes=59, seconds=59)) == 59
    assert minutes_of(timedelta(hours=2)) == 120
