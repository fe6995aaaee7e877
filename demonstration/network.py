"""The network of the demonstration: colleagues, a proposal, papers, meetings, places, an offer."""

from datetime import date, timedelta

from accounts.models import User
from partners import inclusion, invitations
from partners.models import Convention, Membership
from pimms.kernel import pdf
from pimms.kernel.periods import add_months

from . import accounts
from .house import House

COLLEAGUE = ("l.masson@ccas.example", "Léa Masson")


def weave(house: House, *, today: date) -> None:
    """The CCAS has its administrator and a colleague; the rest of the network is drawn around."""
    earlier = add_months(today, -5)
    Membership.objects.update(is_administrator=True, confirmed_on=earlier)
    colleague = accounts.open_account(*COLLEAGUE, User.Role.SOCIAL_WORKER)
    Membership.objects.create(
        organisation=house.partners[0][0],
        user=colleague,
        started_on=earlier,
        confirmed_on=earlier,
    )
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
