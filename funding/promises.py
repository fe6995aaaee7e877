"""What may be promised, and where it leads if it goes on as it began."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.backends.postgresql.psycopg_any import DateRange

# By their codes in the reports, which count them and fill this at the start: {code: words}.
FIGURES: dict[str, str] = {}


def figures() -> list[tuple[str, str]]:
    """What may be promised, as the choices of a field."""
    return list(FIGURES.items())


def elapsed(period: DateRange, on: date) -> tuple[int, int]:
    """Days of the period that are over on the evening of that day, and days in all."""
    whole = (period.upper - period.lower).days
    return max(0, min(whole, (on - period.lower).days + 1)), whole


def projected(done: Decimal | int, period: DateRange, on: date) -> Decimal | None:
    """`done × days in all ÷ days over`, to the unit; None before the first day."""
    over, whole = elapsed(period, on)
    if not over:
        return None
    return (Decimal(done) * whole / over).quantize(Decimal(1), ROUND_HALF_UP)
