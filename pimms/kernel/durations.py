"""An amount of time: a length by the clock, or a number of minutes, told in hours."""

from datetime import timedelta
from decimal import Decimal

from .money import rounded

Time = timedelta | int  # a number is of minutes; nothing at all is no time


def minutes_of(length: timedelta) -> int:
    """Whole minutes; those begun are left out."""
    return length // timedelta(minutes=1)


def hours_of(time: Time | None) -> Decimal:
    """Hours, not rounded: what is added up before it is told. Seconds begun are left out."""
    if isinstance(time, timedelta):
        return Decimal(time // timedelta(seconds=1)) / 3600
    return Decimal(time or 0) / 60


def in_hours(time: Time | None) -> Decimal:
    """Hours with two decimals, half a hundredth upwards."""
    return rounded(hours_of(time))
