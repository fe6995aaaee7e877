"""Calendar arithmetic the programme agrees on. Days are dates; periods are half-open ranges."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from django.db.backends.postgresql.psycopg_any import DateRange


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of that month when it is shorter.

    PostgreSQL's `date + interval 'n months'`: 29/02/2016 + 12 months is 28/02/2017.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_from(day: date, months: int) -> DateRange:
    """From `day` to the eve of the same day `months` later."""
    return DateRange(day, add_months(day, months))


def year(number: int) -> DateRange:
    """The calendar year, from 1 January to the eve of the next one."""
    return DateRange(date(number, 1, 1), date(number + 1, 1, 1))


@lru_cache(maxsize=4096)
def month(day: date) -> DateRange:
    """The calendar month that `day` lies in."""
    return months_from(day.replace(day=1), 1)


def last_day(period: DateRange) -> date | None:
    """What a screen says of a half-open period: its last day, None when it is open."""
    return period.upper - timedelta(days=1) if period.upper else None
