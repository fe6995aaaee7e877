"""The signed word in an invitation's link: it names the row, and only we can write it."""

from django.core import signing
from django.urls import reverse

from accounts.mail import address_of
from partners.models import Invitation, Organisation

DAYS = 14  # how long a link serves
_SALT = "partners.invitation"


def link(invitation: Invitation) -> str:
    word = signing.dumps([invitation.pk, invitation.email], salt=_SALT)
    return address_of(reverse("partners:accept", args=[word]))


def refusal(organisation: Organisation) -> str:
    """Why nobody is invited into it; nothing to say of one that was accepted."""
    if organisation.is_accepted:
        return ""
    if organisation.status == Organisation.Status.REFUSED:
        return "Cet organisme n’est pas partenaire\u202f: personne ne peut y venir."
    return "Cet organisme n’est pas encore accepté\u202f: les invitations partent dès qu’il l’est."


def read(word: str) -> Invitation | None:
    """The invitation that the word names; None when it was not written by us."""
    try:
        pk, email = signing.loads(word, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (
        Invitation.objects.filter(pk=pk, email=email)
        .select_related("organisation", "invited_by")
        .first()
    )
