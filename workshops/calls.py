"""Who is to be called, in order: offers first, then those whose session is cancelled, then
reminders that nothing else carried."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from workshops.models import Message, Registration, Waiting, Workshop

Purpose = Message.Purpose
MOST = 200


@dataclass(frozen=True)
class Line:
    """Somebody to call: for what, and how often they were tried."""

    thing: Registration | Waiting
    purpose: str
    tries: tuple[Message, ...]

    @property
    def who(self):
        return self.thing.who

    @property
    def workshop(self) -> Workshop:
        return self.thing.workshop

    @property
    def is_offer(self) -> bool:
        return self.purpose == Purpose.OFFER

    @property
    def why(self) -> str:
        return Purpose(self.purpose).label


def calls_of(workshop: Workshop) -> list[Line]:
    """Those whom one session concerns."""
    only = Workshop.objects.filter(pk=workshop.pk)
    if workshop.cancelled_at:
        return _cancelled(only)
    return [*_offers(only), *_reminders(only)]


def due(user, *, at: datetime) -> list[Line]:
    """Those to call today, whatever the session."""
    on = timezone.localdate(at)
    coming = Workshop.objects.visible_to(user).filter(held_on__gte=on)
    standing, cancelled = coming.filter(cancelled_at=None), coming.exclude(cancelled_at=None)
    soon = standing.filter(held_on__lte=on + timedelta(hours=settings.REMINDER_HOURS))
    return [*_offers(standing), *_cancelled(cancelled), *_reminders(soon)]


def _offers(workshops) -> list[Line]:
    waiting = _in_detail(Waiting.objects.offered().filter(workshop__in=workshops), Purpose.OFFER)
    return _lines(waiting.order_by("expires_at", "came_before", "rank", "pk"), Purpose.OFFER)


def _cancelled(workshops) -> list[Line]:
    seats = Registration.objects.filter(status=Registration.Status.REGISTERED)
    queue = Waiting.objects.standing()
    lines = []
    for things in (seats, queue):
        untold = _untold(things.filter(workshop__in=workshops), Purpose.CANCELLATION)
        lines += _lines(untold.order_by(*_BY_SESSION), Purpose.CANCELLATION)
    return lines


def _reminders(workshops) -> list[Line]:
    seats = Registration.objects.filter(
        status=Registration.Status.REGISTERED, workshop__in=workshops
    )
    untold = _untold(seats, Purpose.REMINDER)
    return _lines(untold.order_by(*_BY_SESSION), Purpose.REMINDER)


_BY_SESSION = ("workshop__held_on", "workshop__starts_at", "workshop", "pk")


def _untold(things, purpose: str):
    """Those whom no message of that purpose reached."""
    field = "registration" if things.model is Registration else "waiting"
    told = Message.objects.settled().filter(**{field: OuterRef("pk")}, purpose=purpose)
    return _in_detail(things.filter(~Exists(told)), purpose)


def _in_detail(things, purpose: str):
    tries = Message.objects.filter(purpose=purpose).latest_first()
    return things.select_related(
        "beneficiary", "guest", "workshop__site", "workshop__room"
    ).prefetch_related(Prefetch("messages", tries, to_attr="tries"))


def _lines(things, purpose: str) -> list[Line]:
    return [Line(thing, purpose, tuple(thing.tries)) for thing in things[:MOST]]
