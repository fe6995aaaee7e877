"""What may be promised, and where it leads if it goes on as it began."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.backends.postgresql.psycopg_any import DateRange

# Figures of the reports, by their paths: reports/promises.py counts them.
FIGURES = [
    ("people.served", "personnes aidées"),
    ("people.enrolled_during_year", "inscriptions ouvertes"),
    ("sales.people", "personnes équipées ou rechargées"),
    ("workshops.sessions", "ateliers"),
    ("workshops.hours", "heures d’atelier"),
    ("workshops.attendances", "présences en atelier"),
    ("workshops.people", "personnes venues en atelier"),
    ("support.sessions", "accompagnements"),
    ("support.hours", "heures d’accompagnement"),
    ("support.people", "personnes accompagnées"),
]


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
