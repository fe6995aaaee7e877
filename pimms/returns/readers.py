"""By which way an answer reaches the referrer: their account, an address, or a telephone."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from beneficiaries import following
from beneficiaries.models import Referral
from partners.models import Membership


@dataclass(frozen=True)
class Reader:
    """`to` is whom to write to, None when they are to be rung."""

    to: User | str | None
    phone: str
    link: str = ""


def readers_of(referrals: Iterable[Referral]) -> dict[int, Reader]:
    """The reader of each referral, by its key: one query."""
    referrals = list(referrals)
    organisations = {each.organisation_id for each in referrals}
    members, administrators = set(), {}
    running = Membership.objects.running().filter(
        organisation__in=organisations, user__is_active=True
    )
    for each in running.select_related("user").order_by("pk"):
        members.add((each.organisation_id, each.user_id))
        if each.is_administrator:
            administrators.setdefault(each.organisation_id, each.user)
    return {each.pk: _reader(each, members, administrators) for each in referrals}


def _reader(referral: Referral, members: set, administrators: dict) -> Reader:
    sheet = getattr(referral, "sheet", None)
    organisation = referral.organisation
    phone = (sheet and sheet.phone) or organisation.phone
    if organisation.by_telephone:
        return Reader(None, phone)
    if sheet:
        if sheet.email:
            return Reader(sheet.email, phone, following.address(sheet.sheet))
        return Reader(None, phone)
    for user in (referral.referrer, referral.sent_by):
        if user and (referral.organisation_id, user.pk) in members:
            return Reader(user, phone)
    return Reader(administrators.get(referral.organisation_id), phone)
