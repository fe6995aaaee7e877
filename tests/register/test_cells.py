"""What people write in a cell."""

from datetime import date, time
from decimal import Decimal

import pytest

from pimms.register import cells


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12/03/2016", date(2016, 3, 12)),
        ("12.03.16", date(2016, 3, 12)),
        ("3-7-2016", date(2016, 7, 3)),
        ("2016-07-03", date(2016, 7, 3)),
        ("29/02/2016", date(2016, 2, 29)),
        ("12/03/85", date(1985, 3, 12)),
    ],
)
def test_a_day_is_read_as_people_write_it(written, read):
    assert cells.day(written) == read


@pytest.mark.parametrize(
    "written",
    ["31/02/1980", "31/12/9999", "9999-12-31", "?", "le 12", "12/2016", "42441", "1/13/2016", ""],
)
def test_what_is_no_day_is_not_read_as_one(written):
    with pytest.raises(ValueError):  # noqa: PT011 (the cell itself)
        cells.day(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [("9h30", time(9, 30)), ("14h", time(14)), ("14:05", time(14, 5)), ("09 h 30", time(9, 30))],
)
def test_an_hour_is_read_as_people_write_it(written, read):
    assert cells.hour(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [("5", "5.00"), ("5,00 €", "5.00"), ("8.3", "8.30"), ("1\u202f234,50 €", "1234.50"),
     ("16.599999999999998", "16.60"), ("0", "0.00")],
)  # fmt: skip
def test_a_price_is_read_to_the_cent(written, read):
    assert cells.price(written) == Decimal(read)


@pytest.mark.parametrize(
    "written", ["-5", "gratuit\u202f?", "", "cinq", "1e9", "99999999999", "5,005"]
)
def test_what_is_no_price_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011 (the cell itself)
        cells.price(written)


@pytest.mark.parametrize("written", ["0", "-1", "1.5", "deux", "", "99999999999"])
def test_what_is_no_quantity_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011 (the cell itself)
        cells.quantity(written)
