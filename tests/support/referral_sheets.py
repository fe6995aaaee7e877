"""Boring, valid things about paper sheets and what comes back to referrers."""

from datetime import date, datetime

from django.utils import timezone

from beneficiaries import services
from beneficiaries.models import Referral, ReferralSheet, Telling, TypedSheet
from tests.support import factories

DAY = factories.DAY
AT = datetime(2016, 3, 15, 10, tzinfo=timezone.get_default_timezone())
EVERYTHING = list(Referral.Step.values)


def sheet(**more) -> ReferralSheet:
    fields = {"copies": 1, "by": factories.counsellor(), "on": DAY}
    organisation = more.pop("organisation", None) or factories.ccas()
    return services.print_sheets(organisation, **fields | more)[0]


def words(**more) -> dict:
    """What stands on Karim's sheet about Moussa Traoré."""
    said = {
        "referrer_name": "Karim Haddad",
        "referrer_phone": "+33612345678",
        "last_name": "Traoré",
        "first_name": "Moussa",
        "born_on": date(1975, 6, 2),
        "needs": [Referral.Need.CONNECTION],
        "person_informed": True,
    }
    return said | more


def typed(of: ReferralSheet | None = None, **more) -> TypedSheet:
    fields = {"by": factories.counsellor(), "on": DAY}
    return services.type_in(of or sheet(), **words(**fields | more))


def referral(person=None, *, told_back=EVERYTHING, **more) -> Referral:
    """Of somebody who lets everything be told."""
    sent = factories.referral(person, **more)
    return services.change_told_back(
        sent, told_back=told_back, by=factories.counsellor(), on=sent.received_on
    )


def telling(of: Referral | None = None, **more) -> Telling:
    fields = {"steps": {"received": DAY}, "how": "mail", "by": "tell_referrers", "at": AT}
    return services.tell(of or referral(), **fields | more)[0]


def one_of_each() -> None:
    """What the sweep of the addresses needs."""
    sheet()
