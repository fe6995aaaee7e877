"""The network of the demonstration: colleagues, a proposal, papers, meetings, places, an offer."""

from datetime import date, timedelta

from partners import inclusion, invitations
from partners.models import Convention
from pimms.kernel import pdf

from .house import House


def weave(house: House, *, today: date) -> None:
    """The CCAS has its administrator and a colleague; the rest of the network is drawn around."""
    convention = Convention.objects.get()
    script = house.script("network", today=today, convention=convention, kinds=inclusion.KINDS)
    invited_at = script.worth("@today at 09:00")
    script.play("people", expires_at=invited_at + timedelta(days=invitations.DAYS))
    script.play("papers")
    text = script.known["signed_text"].text
    said = {"convention": convention, "text": text, "house": "Pimms d’Antony"}
    script.play("signed", paper=pdf.render("partners/pdf/convention.html", said))
    for chapter in ("meetings", "directory", "offer"):
        script.play(chapter)
