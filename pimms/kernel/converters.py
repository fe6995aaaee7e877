"""Parts of an address that more than one room reads. Importing this makes them known."""

from django.urls import register_converter


class CalendarYear:
    """A year that people write with four digits."""

    regex = "[12][0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04d}"


class Word:
    """A number or a code that people may have typed: no control character, no slash."""

    regex = r"[^/\x00-\x1f\x7f]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CalendarYear, "calendar_year")
register_converter(Word, "word")
