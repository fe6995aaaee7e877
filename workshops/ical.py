"""Sessions as iCalendar: one in a file, many in a feed that telephones subscribe to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from icalendar import Calendar, Event

from accounts.models import Entry
from workshops.models import Cycle, Workshop

# How soon a telephone should look anew; the older property is no duration to the library.
AGAIN, AGAIN_IN_WORDS = timedelta(hours=4), "PT4H"
_PLANS = ("workshop.planned", "cycle.planned")
_CHANGES = ("workshop.changed", "workshop.cancelled")


@dataclass(frozen=True)
class History:
    """How often a session changed since it was planned, and when it did so last."""

    changes: int = 0
    last_at: datetime | None = None


def calendar(workshops: Collection[Workshop], *, name: str, at: datetime, notes: bool) -> bytes:
    """The sessions as an iCalendar file; with `notes`, how many are expected and who hosts."""
    histories = _histories(workshops)
    whole = Calendar()
    whole.add("prodid", f"-//{settings.HOUSE}//Ateliers//FR")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", name)
    whole.add("x-wr-timezone", settings.TIME_ZONE)
    whole.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    whole.add("x-published-ttl", AGAIN_IN_WORDS)
    for workshop in workshops:
        history = histories.get(_name(workshop), History())
        whole.add_component(_event(workshop, history, at=at, notes=notes))
    return whole.to_ical()


def _histories(workshops: Collection[Workshop]) -> dict[str, History]:
    """What the journal, which never loses a line, says of each: its numbers only grow.

    A session of a cycle was planned with it, in a line of the cycle's.
    """
    in_cycles = [each for each in workshops if each.cycle_id]
    cycles = {_name(each): _cycle_of(each) for each in in_cycles}
    things = [_name(each) for each in workshops] + list(cycles.values())
    lines = Entry.objects.filter(thing__in=things, verb__in=(*_PLANS, *_CHANGES))
    found: dict[str, History] = {}
    for line in lines.order_by("at", "pk"):
        if line.details.get("fields") == []:  # opened, and sent as it was
            continue
        changes = found.get(line.thing, History()).changes + (line.verb in _CHANGES)
        found[line.thing] = History(changes, line.at)
    whole = {name: found[cycle] for name, cycle in cycles.items() if cycle in found}
    return whole | found


def _name(workshop: Workshop) -> str:
    return f"{workshop._meta.label_lower}:{workshop.pk}"


def _cycle_of(workshop: Workshop) -> str:
    return f"{Cycle._meta.label_lower}:{workshop.cycle_id}"


def _event(workshop: Workshop, history: History, *, at: datetime, notes: bool) -> Event:
    event = Event()
    host = settings.ADDRESS.partition("://")[2].partition(":")[0]
    event.add("uid", f"atelier-{workshop.pk}@{host}")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", workshop.begins.astimezone(UTC))
    event.add("dtend", workshop.ends.astimezone(UTC))
    event.add("summary", workshop.title)
    event.add("location", workshop.where)
    event.add("status", "CANCELLED" if workshop.cancelled_at else "CONFIRMED")
    event.add("sequence", history.changes)
    if history.last_at:
        event.add("last-modified", history.last_at.astimezone(UTC))
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
