"""What people are told of a session, by purpose: plain words, an hour, a place, a link."""

from django.conf import settings
from django.template.loader import render_to_string

from pimms.kernel.templatetags.french import clock, instant, long_day
from workshops import links
from workshops.messengers import Words
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
        return _signed("Votre rendez-vous est annulé", said)
    if purpose == Purpose.OFFER:
        said = (
            f"Une place s’est libérée\u202f: {what}. Elle est gardée pour vous jusqu’au"
            f" {instant(thing.expires_at)}."
        )
        return _signed("Une place pour vous", said, "Répondre", links.address(thing))
    said = f"Vous êtes attendu·e\u202f: {what}."
    return _signed("Votre rendez-vous", said, "Si vous ne pouvez pas venir", links.address(thing))


def _signed(subject: str, said: str, invitation: str = "", link: str = "") -> Words:
    """The sentence, and an address for whoever answers, under the name of the house."""
    words = {
        "house": settings.HOUSE,
        "home": settings.ADDRESS,
        "address": settings.HOUSE_ADDRESS,
        "said": said,
        "invitation": invitation,
        "link": link,
    }
    short = f"{settings.HOUSE}\u202f: {said}"
    return Words(
        subject=f"{subject}, {settings.HOUSE}",
        text=render_to_string("mails/session.txt", words),
        html=render_to_string("mails/session.html", words),
        short=f"{short} {invitation}\u202f: {link}" if link else short,
    )
