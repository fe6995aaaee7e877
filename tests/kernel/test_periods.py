"""Calendar arithmetic, held against PostgreSQL's own."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pimms.kernel import periods

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
against_the_database = settings(
    max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@example(day=date(2016, 2, 29), months=12)
@example(day=date(2016, 1, 31), months=1)
@example(day=date(2016, 12, 31), months=2)
@given(day=days, months=st.integers(-600, 600))
@against_the_database
def test_a_day_some_months_later_is_what_postgresql_says(db, day, months):
    with connection.cursor() as cursor:
        cursor.execute("SELECT (%s::date + make_interval(months => %s))::date", [day, months])
        assert periods.add_months(day, months) == cursor.fetchone()[0]


@example(day=date(2016, 2, 29))
@given(day=days)
@against_the_database
def test_the_database_agrees_on_what_twelve_months_are(db, day):
    span = periods.months_from(day, 12)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pimms_spans_months(%s::daterange, 12)", [span])
        assert cursor.fetchone()[0]
        longer = f"[{span.lower},{span.upper + timedelta(days=1)})"
        cursor.execute("SELECT pimms_spans_months(%s::daterange, 12)", [longer])
        assert not cursor.fetchone()[0]


@given(day=days, months=st.integers(1, 60))
def test_a_period_starts_on_its_day_and_ends_on_the_eve(day, months):
    span = periods.months_from(day, months)
    assert day in span
    assert periods.last_day(span) in span
    assert periods.last_day(span) + timedelta(days=1) not in span


@given(day=days)
def test_a_day_lies_in_its_month_and_in_its_year(day):
    month, year = periods.month(day), periods.year(day.year)
    assert day in month
    assert day in year
    assert month.lower.day == month.upper.day == 1


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2016, 3, 15), date(2017, 3, 14)),
        (date(2016, 2, 29), date(2017, 2, 27)),
        (date(2015, 3, 1), date(2016, 2, 29)),
        (date(2016, 1, 1), date(2016, 12, 31)),
    ],
)
def test_twelve_months_end_on_the_eve_of_the_same_day(starts, ends):
    assert periods.last_day(periods.months_from(starts, 12)) == ends


def test_an_open_period_has_no_last_day():
    open_period = type(periods.year(2016))(date(2016, 1, 1), None)
    assert periods.last_day(open_period) is None
