"""Who still belongs to an organisation, and who answers for it."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from accounts import journal, mail
from accounts.models import User
from partners.models import Membership, Organisation
from pimms.kernel.periods import add_months

REVIEW_MONTHS = 12
NOTICE_DAYS = 30


@transaction.atomic
def end_membership(membership: Membership, *, by: User | str, on: date) -> Membership:
    """The person has left: at their next click they see nothing of the organisation.

    Somebody who belongs to no organisation any more has a closed account.
    """
    membership = _running(membership)
    if _is_last_administrator(membership):
        raise ValidationError(
            f"{membership.user} est seul à administrer l’organisme\u202f: nommez d’abord quelqu’un"
            " d’autre."
        )
    membership.ended_on = on
    membership.save(update_fields=["ended_on"])
    _tell_and_close(membership, on=on)
    journal.record("membership.ended", membership, by=by)
    return membership


@transaction.atomic
def name_administrator(membership: Membership, *, by: User) -> Membership:
    """The member may invite, confirm and end the others' access."""
    membership = _running(membership)
    membership.is_administrator = True
    membership.save(update_fields=["is_administrator"])
    journal.record("membership.administrator_named", membership, by=by)
    return membership


@transaction.atomic
def step_down(membership: Membership, *, by: User) -> Membership:
    """The member stays, and administers no longer."""
    membership = _running(membership)
    if _is_last_administrator(membership, alone_too=True):
        raise ValidationError(
            f"{membership.user} est seul à administrer l’organisme\u202f: nommez d’abord quelqu’un"
            " d’autre."
        )
    membership.is_administrator = False
    membership.save(update_fields=["is_administrator"])
    journal.record("membership.administrator_stepped_down", membership, by=by)
    return membership


@transaction.atomic
def confirm_members(
    organisation: Organisation, *, members: Iterable[Membership], by: User, on: date
) -> int:
    """These members are still there; returns how many. The others keep their last day of notice."""
    pks = [membership.pk for membership in members]
    running = Membership.objects.running().filter(organisation=organisation, pk__in=pks)
    confirmed = running.update(confirmed_on=on, asked_on=None)
    journal.record("organisation.members_confirmed", organisation, by=by, members=pks)
    return confirmed


@transaction.atomic
def review_members(*, by: User | str, on: date) -> dict[str, int]:
    """Administrators are asked once a year who is still there; whom nobody confirmed has left.

    Returns how many memberships were asked about and how many ended. An organisation's last
    administrator stays while others do.
    """
    due = Membership.objects.unconfirmed_since(add_months(on, -REVIEW_MONTHS))
    unasked = due.filter(asked_on=None).select_for_update(of=["self"]).order_by("pk")
    asked = list(unasked.select_related("organisation"))
    for organisation in sorted({each.organisation for each in asked}, key=lambda one: one.pk):
        _ask(organisation, until=on + timedelta(days=NOTICE_DAYS))
    due.filter(pk__in=[each.pk for each in asked]).update(asked_on=on)
    late = due.filter(asked_on__lte=on - timedelta(days=NOTICE_DAYS))
    ended = 0
    # Administrators last: they may go when nobody is left behind.
    late = late.select_for_update(of=["self"])
    for membership in late.order_by("organisation", "is_administrator", "pk"):
        if not _is_last_administrator(_running(membership)):
            end_membership(membership, by=by, on=on)
            ended += 1
    return {"asked": len(asked), "ended": ended}


def _ask(organisation: Organisation, *, until: date) -> None:
    administrators = User.objects.filter(
        memberships__organisation=organisation,
        memberships__ended_on=None,
        memberships__is_administrator=True,
    )
    for user in administrators.order_by("pk"):
        mail.post(
            "members_review",
            to=user,
            organisation=organisation.name,
            until=until,
            link=mail.address_of(reverse("partners:mine")),
        )


def _running(membership: Membership) -> Membership:
    membership = (
        Membership.objects.select_for_update(of=["self"])
        .select_related("user", "organisation")
        .get(pk=membership.pk)
    )
    if membership.ended_on:
        raise ValidationError(
            f"{membership.user} ne fait plus partie de l’organisme depuis le"
            f" {membership.ended_on:%d/%m/%Y}."
        )
    return membership


def _is_last_administrator(membership: Membership, *, alone_too: bool = False) -> bool:
    """Whether others would be left without an administrator; the trigger holds against races."""
    if not membership.is_administrator:
        return False
    others = Membership.objects.running().filter(organisation=membership.organisation)
    others = others.exclude(pk=membership.pk)
    return not others.filter(is_administrator=True).exists() and (alone_too or others.exists())


def _tell_and_close(membership: Membership, *, on: date) -> None:
    user = membership.user
    mail.post("membership_ended", to=user, organisation=membership.organisation.name, on=on)
    if user.is_social_worker and not user.memberships.running().exists():
        user.is_active = False
        user.save(update_fields=["is_active"])
