"""Sums as people write them, and as France reads them."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimms.kernel.money import amount, number
from pimms.kernel.templatetags import french

units = st.sampled_from(["", "€", " €", " euros", " EUR"])
sums = st.decimals("-99999999.99", "99999999.99", places=2)


@given(value=sums)
def test_a_sum_that_we_wrote_is_read_again(value):
    assert amount(french.euros(value)) == value
    assert number(french.number(value, 2)) == value


@given(value=sums, mark=st.sampled_from([",", "."]), unit=units)
def test_a_sum_is_read_with_a_comma_or_a_point(value, mark, unit):
    assert amount(str(value).replace(".", mark) + unit) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("5", "5.00"),
        ("5,00 €", "5.00"),
        ("1 234,5", "1234.50"),
        ("1\u202f234,50\u00a0€", "1234.50"),
        ("12.00 EUR", "12.00"),
        ("-3", "-3.00"),
        ("− 3 €", "-3.00"),
        ("  5 ", "5.00"),
        ("5€", "5.00"),
        ("€5", "5.00"),
        ("€ 5,50", "5.50"),
        ("5,50€", "5.50"),
        ("5.5", "5.50"),
        ("5€50", "5.50"),
        ("5 € 50", "5.50"),
        ("5 euros 50", "5.50"),
        ("1 euro", "1.00"),
        ("-5€50", "-5.50"),
        ("1 234", "1234.00"),
        ("2 500,00", "2500.00"),
        ("1 234 567,8 €", "1234567.80"),
        ("1234 €", "1234.00"),
        ("9" * 60, "9" * 60 + ".00"),
    ],
)
def test_sums_as_people_write_them(written, value):
    assert amount(written) == Decimal(value)


@pytest.mark.parametrize(
    "written",
    ["", "€", "cinq", "5,000", "5,505", "1.234,50", "1,234.50", "5 ou 6", "=A1", "1e3", "5,-",
     "5/2",     "5 €.", "gratuit", "٥",
     "5 50", "2€5", "5€500", "5,50€50", "1 23", "1 2345", "12 34 567", "1 234€5", "€5€",
     "5 50 €", "5 , 50", "5, 50", "--5", "5-", "+5"],
)  # fmt: skip
def test_what_is_no_sum_or_two_is_refused(written):
    with pytest.raises(ValueError, match=f"^{re.escape(written)}$"):
        amount(written)


@pytest.mark.parametrize(
    ("written", "value"), [("3,5", "3.5"), ("-0.25", "-0.25"), ("1 200", "1200"), ("7", "7")]
)
def test_numbers_as_people_write_them(written, value):
    assert number(written) == Decimal(value)


@pytest.mark.parametrize("written", ["", "5 50", "3h", "3,555", "3 €", "1/2", "trois"])
def test_what_is_no_number_is_refused(written):
    with pytest.raises(ValueError, match=f"^{re.escape(written)}$"):
        number(written)
