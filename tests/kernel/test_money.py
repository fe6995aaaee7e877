"""Sums as people write them, and as France reads them."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimms.kernel.money import amount
from pimms.kernel.templatetags import french

units = st.sampled_from(["", "€", " €", " euros"])
sums = st.decimals("-99999999.99", "99999999.99", places=2)


@given(value=sums)
def test_a_sum_that_we_wrote_is_read_again(value):
    assert amount(french.euros(value).replace("−", "-")) == value


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
    ],
)
def test_sums_as_people_write_them(written, value):
    assert amount(written) == Decimal(value)


@pytest.mark.parametrize("written", ["", "€", "cinq", "5,000", "1.234,50", "5 ou 6", "=A1", "1e3"])
def test_what_is_no_sum_is_refused(written):
    with pytest.raises(ValueError, match=f"^{re.escape(written)}$"):
        amount(written)
