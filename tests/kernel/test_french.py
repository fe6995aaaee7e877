"""How numbers, money and days stand on a page."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimms.kernel.periods import add_months
from pimms.kernel.templatetags import french


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0, 0, "0"),
        (1234, 0, "1\u202f234"),
        (1234567, 0, "1\u202f234\u202f567"),
        (Decimal("1234.5"), 1, "1\u202f234,5"),
        (-5, 0, "−5"),
        (None, 0, "—"),
    ],
)
def test_a_number_has_narrow_spaces_and_a_comma(value, decimals, written):
    assert french.number(value, decimals) == written


def test_money_has_two_decimals_and_a_narrow_space():
    assert french.euros(Decimal("1234.5")) == "1\u202f234,50\u202f€"
    assert french.euros(None) == "—"


def test_a_share_of_nothing_is_a_dash():
    assert french.percent(11, 19) == "57,9\u202f%"
    assert french.percent(0, 0) == "—"


def test_a_day_is_written_day_first():
    assert french.day(date(2016, 3, 5)) == "05/03/2016"
    assert french.day(None) == ""
    assert french.month_name(date(2016, 10, 1)) == "oct."


def test_hours_show_decimals_only_where_there_are_some():
    assert french.hours(Decimal("317.5")) == "317,5\u202fh"
    assert french.hours(2) == "2\u202fh"


def test_a_french_telephone_number_is_read_in_pairs():
    assert french.phone("+33612345678") == "06\u00a012\u00a034\u00a056\u00a078"
    assert french.phone("+221771234567") == "+221\u00a077\u00a0123\u00a045\u00a067"
    assert french.phone("") == ""


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 800))
def test_the_time_left_is_counted_in_whole_months_then_days(first, days):
    until = first + timedelta(days=days)
    said = french.time_left(first, until)
    numbers = dict(reversed(part.split()) for part in said.replace("jours", "jour").split(" et "))
    months, rest = int(numbers.get("mois", 0)), int(numbers.get("jour", 0))
    assert add_months(first, months) + timedelta(days=rest) == until
    assert add_months(first, months + 1) > until
