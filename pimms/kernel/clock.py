"""Today by the clock of the database: for what counts once its day has come, whoever asks."""

from django.db.models.functions import Now, TruncDate


def today_there() -> TruncDate:
    """The day of the statement, as an expression of it."""
    return TruncDate(Now())
