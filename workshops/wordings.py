"""What people are told of a session, by purpose: plain words, an hour, a place, a link."""

from datetime import date, time

from django.utils.formats import date_format
from django.utils.timezone import localtime

from pimms.kernel.messengers import Words, signed
from pimms.kernel.templatetags.french import clock, instant, long_day
from pimms.kernel.texting import clipped
from workshops import links
from workshops.models import Message, Registration, Waiting, Workshop

Purpose = Message.Purpose
_TITLE, _PLACE, _REASON = 40, 60, 120  # characters of a text message


def words_for(thing: Registration | Waiting, purpose: str) -> Words:
    """The subject names neither the workshop nor the programme: others see it."""
    workshop = thing.workshop
    if purpose == Purpose.CANCELLATION:
        return cancellation(workshop, workshop.cancel_reason)
    what, brief = _in_full(workshop), _in_brief(workshop)
    if purpose == Purpose.OFFER:
        kept = "Elle est gardée pour vous jusqu’au"
        until = localtime(thing.expires_at)
        return signed(
            "Une place pour vous",
            f"Une place s’est libérée\u202f: {what}. {kept} {instant(thing.expires_at)}.",
            "Répondre",
            links.address(thing),
            briefly=f"Une place s’est libérée\u202f: {brief}. {kept}"
            f" {_shortly(until.date(), until.time())}.",
        )
    return signed(
        "Votre rendez-vous",
        f"Vous êtes attendu·e\u202f: {what}.",
        "Si vous ne pouvez pas venir",
        links.address(thing),
        briefly=f"Vous êtes attendu·e\u202f: {brief}.",
    )


def cancellation(workshop: Workshop, reason: str) -> Words:
    """That the session is not held, and why."""
    whole, brief = (
        f"La séance est annulée\u202f: {what}." + (f" Motif\u202f: {why}." if why else "")
        for what, why in (
            (_in_full(workshop), reason),
            (_in_brief(workshop), clipped(reason, _REASON)),
        )
    )
    return signed("Votre rendez-vous est annulé", whole, briefly=brief)


def _in_full(workshop: Workshop) -> str:
    when = f"{long_day(workshop.held_on)} à {clock(workshop.starts_at)}"
    return f"atelier «\u202f{workshop.title}\u202f», {when}, {workshop.where}"


def _in_brief(workshop: Workshop) -> str:
    title, where = clipped(workshop.title, _TITLE), clipped(workshop.where, _PLACE)
    return f"atelier {title}, {_shortly(workshop.held_on, workshop.starts_at)}, {where}"


def _shortly(day: date, hour: time) -> str:
    """`jeu. 20/10 à 14h30`."""
    return f"{date_format(day, 'D').lower()}. {day:%d/%m} à {clock(hour)}".replace("\u00a0", "")
