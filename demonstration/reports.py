"""The report of last year, frozen, and from October on the one of this year, begun."""

from datetime import date

from reports.models import Edition, Share

from .house import House


def draw_up(house: House, *, today: date) -> None:
    script = house.script("reports", today=today, all_parts=Share.Part.values, yearly=Edition)
    script.play("last")
    if today.month >= 10:
        script.play("this")
