"""Somebody is told of a session: by the way that reaches them, once."""

from datetime import datetime

from pimms.kernel import messengers, sending
from pimms.kernel.messengers import Undelivered
from pimms.kernel.sending import MAY_HAVE_LEFT
from workshops import services
from workshops.models import Message, Registration, Waiting
from workshops.wordings import words_for

Result = Message.Result


def deliver(
    thing: Registration | Waiting, *, purpose: str, by: str, at: datetime
) -> Message | None:
    """The person is told by the way that reaches them; None leaves them on the call list.

    Told once: a job that comes a second time sends nothing. Whom a message may have reached when
    the worker died is called.
    """
    since = None
    if isinstance(thing, Waiting) and purpose == Message.Purpose.OFFER:
        since = thing.offered_at
    if _is_settled(thing, purpose, since):
        return None
    if (way := messengers.way_to(thing.who)) is None:
        return None
    key = f"{purpose}:{thing._meta.model_name}:{thing.pk}:{since or ''}"
    said = {"purpose": purpose, "way": way.way, "key": key, "by": by, "at": at}
    if not sending.begin(key):
        return services.keep_message(thing, result=Result.FAILED, note=MAY_HAVE_LEFT, **said)
    try:
        way.send(thing.who, words_for(thing, purpose))
    except Undelivered:
        return services.keep_message(thing, result=Result.FAILED, **said)
    return services.keep_message(thing, result=Result.SENT, **said)


def _is_settled(thing: Registration | Waiting, purpose: str, since: datetime | None) -> bool:
    """Whether nothing is to be sent any more: they were told, or may have been."""
    said = thing.messages.filter(purpose=purpose)
    if since:
        said = said.filter(at__gte=since)
    return said.settled().exists() or said.filter(note=MAY_HAVE_LEFT).exists()
