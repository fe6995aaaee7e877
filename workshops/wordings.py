"""What people are told of a session, by purpose: plain words, an hour, a place, a link."""

from pimms.kernel.messengers import Words, signed
from pimms.kernel.templatetags.french import clock, instant, long_day
from workshops import links
from workshops.models import Message, Registration, Waiting

Purpose = Message.Purpose


def words_for(thing: Registration | Waiting, purpose: str) -> Words:
    """The subject names neither the workshop nor the programme: others see it."""
    workshop = thing.workshop
    when = f"{long_day(workshop.held_on)} à {clock(workshop.starts_at)}"
    what = f"atelier «\u202f{workshop.title}\u202f», {when}, {workshop.where}"
    if purpose == Purpose.CANCELLATION:
        said = f"La séance est annulée\u202f: {what}."
        if workshop.cancel_reason:
            said += f" Motif\u202f: {workshop.cancel_reason}."
        return signed("Votre rendez-vous est annulé", said)
    if purpose == Purpose.OFFER:
        said = (
            f"Une place s’est libérée\u202f: {what}. Elle est gardée pour vous jusqu’au"
            f" {instant(thing.expires_at)}."
        )
        return signed("Une place pour vous", said, "Répondre", links.address(thing))
    said = f"Vous êtes attendu·e\u202f: {what}."
    return signed("Votre rendez-vous", said, "Si vous ne pouvez pas venir", links.address(thing))
