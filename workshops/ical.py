"""Sessions as iCalendar: one in a file, many in a feed that telephones subscribe to."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from icalendar import Calendar, Event

from workshops.models import Workshop


def calendar(workshops: Iterable[Workshop], *, name: str, at: datetime, notes: bool) -> bytes:
    """The sessions as an iCalendar file; with `notes`, how many are expected and who hosts."""
    whole = Calendar()
    whole.add("prodid", f"-//{settings.HOUSE}//Ateliers//FR")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", name)
    whole.add("x-wr-timezone", settings.TIME_ZONE)
    for workshop in workshops:
        whole.add_component(_event(workshop, at=at, notes=notes))
    return whole.to_ical()


def _event(workshop: Workshop, *, at: datetime, notes: bool) -> Event:
    event = Event()
    host = settings.ADDRESS.partition("://")[2].partition(":")[0]
    event.add("uid", f"atelier-{workshop.pk}@{host}")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", workshop.begins.astimezone(UTC))
    event.add("dtend", workshop.ends.astimezone(UTC))
    event.add("summary", workshop.title)
    event.add("location", workshop.where)
    event.add("status", "CANCELLED" if workshop.cancelled_at else "CONFIRMED")
    event.add("sequence", 1 if workshop.cancelled_at else 0)
    said = [f"Thèmes\u202f: {workshop.theme_names}"]
    if workshop.level:
        said.append(f"Niveau\u202f: {workshop.get_level_display()}")
    if notes:
        said.append(f"Inscrits\u202f: {workshop.seated}")
        if workshop.host_name:
            said.append(f"Animé par {workshop.host_name}")
        event.add("url", settings.ADDRESS + workshop.get_absolute_url())
    event.add("description", "\n".join(said))
    return event
