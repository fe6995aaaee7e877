"""Parts of an address that more than one room reads. Importing this makes them known."""

from django.urls import register_converter


class CalendarYear:
    """A year that people write with four digits."""

    regex = "[12][0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04d}"


register_converter(CalendarYear, "calendar_year")
