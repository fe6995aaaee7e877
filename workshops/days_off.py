"""Public holidays of France and school holidays of our zone.

Public holidays come from the library `holidays`; school holidays from the ministry's calendar as
`vacances-scolaires-france` carries it, with the bridge after the Ascension that it lacks in most.
"""

from datetime import date, timedelta
from functools import cache

import holidays
from django.conf import settings
from vacances_scolaires_france import SchoolHolidayDates

_ASCENSION, _FIRST_BRIDGE = "Ascension", 2014


@cache
def _public() -> holidays.HolidayBase:
    return holidays.country_holidays("FR", language="fr")


@cache
def _school() -> dict[date, str]:
    """{day: name of the holidays} of the zone that the settings name."""
    zone = f"vacances_zone_{settings.SCHOOL_ZONE.lower()}"
    return {day: row["nom_vacances"] for day, row in SchoolHolidayDates().data.items() if row[zone]}


def public_holiday(day: date) -> str:
    """The name of the public holiday, or nothing."""
    return _public().get(day, "").replace("'", "’")


def school_holiday(day: date) -> str:
    """The name of the school holidays that the day lies in, or nothing."""
    return _school().get(day, "").replace("'", "’") or _bridge(day)


def _bridge(day: date) -> str:
    """The Friday and the Saturday after the Ascension, which the ministry's calendar gives off."""
    after = {4: 1, 5: 2}.get(day.weekday())  # Friday, Saturday
    if after is None or day.year < _FIRST_BRIDGE:
        return ""
    is_bridge = public_holiday(day - timedelta(days=after)) == _ASCENSION
    return f"Pont de l’{_ASCENSION}" if is_bridge else ""


def known_until() -> date:
    """The last day of which the school calendar is known."""
    return max(_school())
