"""A scope as a part of an address: `2016-01-01_2016-03-31`, then the site and the funder."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import register_converter

from pimms.kernel.periods import last_day
from reports.figures import Scope

_DAY = r"[12]\d{3}-[01]\d-[0-3]\d"


class ScopeInAddress:
    """`2016-01-01_2016-03-31_lieu-2_financeur-1`; days that are none make no address."""

    regex = rf"{_DAY}_{_DAY}(?:_lieu-\d{{1,9}})?(?:_financeur-\d{{1,9}})?"

    def to_python(self, value: str) -> Scope:
        first, last, *kept = value.split("_")
        keys = dict(part.split("-") for part in kept)
        period = period_of(date.fromisoformat(first), date.fromisoformat(last))
        return Scope(period, *(int(keys[name]) if name in keys else None for name in _KEYS))

    def to_url(self, scope: Scope) -> str:
        parts = [f"{scope.period.lower}", f"{last_day(scope.period)}"]
        kept = zip(_KEYS, (scope.site, scope.funder), strict=True)
        return "_".join([*parts, *(f"{name}-{key}" for name, key in kept if key)])


_KEYS = ("lieu", "financeur")


def period_of(first: date, last: date) -> DateRange:
    """Both days included; ValueError when the last comes before the first."""
    if last < first:
        raise ValueError
    return DateRange(first, last + timedelta(days=1))


class DayInAddress:
    """`2016-03-31`."""

    regex = _DAY

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, day: date) -> str:
        return day.isoformat()


register_converter(ScopeInAddress, "scope")
register_converter(DayInAddress, "day")
