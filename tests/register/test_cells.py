"""What people write in a cell."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from pimms.register import cells


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12/03/2016", date(2016, 3, 12)),
        ("12.03.16", date(2016, 3, 12)),
        ("3-7-2016", date(2016, 7, 3)),
        ("3–7–2016", date(2016, 7, 3)),
        ("3‑7‑2016", date(2016, 7, 3)),
        ("2016-07-03", date(2016, 7, 3)),
        ("29/02/2016", date(2016, 2, 29)),
        ("12/03/85", date(1985, 3, 12)),
        ("12/03/2016 14:30", date(2016, 3, 12)),
        ("12/03/2016 à 14h30", date(2016, 3, 12)),
        ("2016-03-12T14:30:00", date(2016, 3, 12)),
        ("12 mars 2016", date(2016, 3, 12)),
        ("1er mars 2016", date(2016, 3, 1)),
        ("Mardi 1er févr. 2016", date(2016, 2, 1)),
        ("le 12 AOUT 2016 9h", date(2016, 8, 12)),
        ("12 juil. 2016", date(2016, 7, 12)),
        ("42441", date(2016, 3, 12)),
        ("42441.604166", date(2016, 3, 12)),
    ],
)
def test_a_day_is_read_as_people_write_it(written, read):
    assert cells.day(written) == read


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_that_is_written_is_read_again(day):
    for written in (f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f"{day}", date_format(day, "j F Y")):
        assert cells.day(written) == day


@pytest.mark.parametrize(
    "written",
    ["31/02/1980", "31/12/9999", "9999-12-31", "?", "le 12", "12/2016", "1984", "1/13/2016", "",
     "0016-03-12", "12/03/0016", "01/01/0001", "12/03/2016 bis", "2016-03-12 ?", "12 mars",
     "12/03/2016 13/03/2016", "12 ma 2016", "31 juin 2016", "9861", "100000", "12 mars 16",
     "12/03/2016 25h61", "١٢/٠٣/٢٠١٦"],
)  # fmt: skip
def test_what_is_no_day_is_not_read_as_one(written):
    with pytest.raises(ValueError):  # noqa: PT011 (the cell itself)
        cells.day(written)


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("45", 45), ("45 min", 45), ("45mn.", 45), ("45,0", 45), ("1h30", 90), ("1 h 30", 90),
     ("1h", 60), ("2 heures", 120), ("1 heure 15", 75), ("1:30", 90), ("01:30", 90), ("20'", 20)],
)  # fmt: skip
def test_a_duration_is_read_in_minutes(written, minutes):
    assert cells.duration(written) == minutes


@pytest.mark.parametrize("written", ["", "1,5", "1h75", "une heure", "-5", "45 min ou 50", "1/2"])
def test_what_is_no_duration_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011 (the cell itself)
        cells.duration(written)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("Le_x000D_\nGall", "Le Gall"),
        ("12 rue X_x000d_", "12 rue X"),
        ("_x005F_x000D_", "_x000D_"),
        ("Ben\u00a0 Ali", "Ben Ali"),
        (timedelta(hours=1, minutes=5), "1:05"),
        (5.0, "5"),
        (True, "1"),
        (None, ""),
    ],
)
def test_a_cell_is_one_line_of_text(value, read):
    assert cells.text(value) == read


@pytest.mark.parametrize(
    ("written", "number"),
    [("2016‑0042", "2016-0042"), (" 2016 – 0042", "2016-0042"), ("a12", "A12"), ("0042", "0042")],
)
def test_a_dossier_number_is_compared_whatever_its_hyphens(written, number):
    assert cells.dossier(written) == number


@pytest.mark.parametrize(
    ("written", "read"),
    [("9h30", time(9, 30)), ("14h", time(14)), ("14:05", time(14, 5)), ("09 h 30", time(9, 30))],
)
def test_an_hour_is_read_as_people_write_it(written, read):
    assert cells.hour(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [("5", "5.00"), ("5,00 €", "5.00"), ("8.3", "8.30"), ("1\u202f234,50 €", "1234.50"),
     ("16.599999999999998", "16.60"), ("0", "0.00"), ("5€50", "5.50"), ("5 euros 50", "5.50")],
)  # fmt: skip
def test_a_price_is_read_to_the_cent(written, read):
    assert cells.price(written) == Decimal(read)


@pytest.mark.parametrize(
    "written", ["-5", "gratuit\u202f?", "", "cinq", "1e9", "99999999999", "5,005", "5 50", "2€5"]
)
def test_what_is_no_price_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011 (the cell itself)
        cells.price(written)


@pytest.mark.parametrize("written", ["0", "-1", "1.5", "deux", "", "99999999999"])
def test_what_is_no_quantity_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011 (the cell itself)
        cells.quantity(written)
