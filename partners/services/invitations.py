"""How somebody comes to belong to an organisation."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime

from accounts import journal, mail
from accounts.models import User
from partners import invitations
from partners.models import Invitation, Membership, Organisation


@transaction.atomic
def invite(
    organisation: Organisation,
    *,
    email: str,
    as_administrator: bool = False,
    by: User,
    at: datetime,
) -> Invitation:
    """A link to join is on its way, to an organisation that was accepted. An earlier one to the
    same address serves no more."""
    email = email.lower()
    if refusal := invitations.refusal(organisation):
        raise ValidationError(refusal)
    known = User.objects.filter(email__iexact=email).first()
    if known and known.is_staff_member:
        raise ValidationError({"email": "Cette adresse est celle de quelqu’un de l’équipe."})
    if known and known.memberships.running().filter(organisation=organisation).exists():
        raise ValidationError({"email": f"{known.name} fait déjà partie de cet organisme."})
    earlier = Invitation.objects.waiting().filter(organisation=organisation, email=email)
    earlier.update(withdrawn_at=at)
    invitation = Invitation(
        organisation=organisation,
        email=email,
        as_administrator=as_administrator,
        invited_by=by,
        invited_at=at,
        expires_at=at + timedelta(days=invitations.DAYS),
    )
    invitation.full_clean()
    invitation.save()
    mail.post(
        "invitation",
        to=email,
        inviter=by.name,
        organisation=organisation.name,
        until=localtime(invitation.expires_at).date(),
        link=invitations.link(invitation),
    )
    journal.record("invitation.sent", invitation, by=by, organisation=organisation.pk)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """The link serves no more."""
    invitation = Invitation.objects.select_for_update(of=["self"]).get(pk=invitation.pk)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise ValidationError("Cette invitation a déjà servi, ou est déjà retirée.")
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    journal.record("invitation.withdrawn", invitation, by=by)
    return invitation


@transaction.atomic
def accept_invitation(
    invitation: Invitation,
    *,
    user: User | None = None,
    name: str = "",
    password: str = "",
    at: datetime,
) -> User:
    """Who was invited belongs to the organisation: the user signed in, or a new account.

    An account that was closed when its user left opens again, with a password chosen anew.
    """
    invitation = Invitation.objects.select_for_update(of=["self"]).get(pk=invitation.pk)
    if not (invitation.is_open(at) and invitation.organisation.is_accepted):
        raise ValidationError("Ce lien ne sert plus\u202f: demandez une nouvelle invitation.")
    if user is None:
        user = _open_account(invitation.email, name=name, password=password)
    elif user.email.lower() != invitation.email:
        raise ValidationError("Cette invitation est pour une autre adresse que la vôtre.")
    elif not user.is_social_worker:
        raise ValidationError("L’équipe ne fait pas partie d’un organisme partenaire.")
    today = localtime(at).date()
    membership, _ = Membership.objects.get_or_create(
        organisation=invitation.organisation,
        user=user,
        ended_on=None,
        defaults={
            "started_on": today,
            "is_administrator": invitation.as_administrator,
        },
    )
    invitation.accepted_at, invitation.accepted_by = at, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    journal.record("invitation.accepted", invitation, by=user, membership=membership.pk)
    return user


def _open_account(email: str, *, name: str, password: str) -> User:
    user = User.objects.filter(email__iexact=email).first()
    if user and user.is_active:
        raise ValidationError("Un compte existe à cette adresse\u202f: connectez-vous d’abord.")
    if user and user.is_staff_member:
        raise ValidationError("Cette adresse est celle de quelqu’un de l’équipe.")
    user = user or User(email=email, role=User.Role.SOCIAL_WORKER)
    user.name, user.is_active = name, True
    try:
        validate_password(password, user)
    except ValidationError as refusal:
        raise ValidationError({"password": refusal.messages}) from None
    user.set_password(password)
    user.full_clean()
    user.save()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"primary": True, "verified": True}
    )
    return user
