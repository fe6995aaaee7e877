"""The rules on referrals on their way, each broken."""

from datetime import date

from tests.support import factories, referrals
from tests.support.rules import Broken, fresh


def received():
    return factories.referral(factories.person())


RULES = [
    Broken("referral_sent_once", received, {"received_on": date(2016, 4, 1)}),
    Broken("referral_one_a_day_and_person", received, fresh),
    Broken(
        "referral_birth_day_unknown", received, lambda it: fresh(it) | {"born_day_unknown": True}
    ),
    Broken("referral_phone_international", received, lambda it: fresh(it) | {"phone": "0612"}),
    Broken("referral_postal_code", received, lambda it: fresh(it) | {"postal_code": "9216"}),
    Broken("referral_decided_iff_closed", received, {"decided_on": None}),
    Broken("referral_decided_iff_closed", factories.referral, {"decided_on": date(2016, 4, 1)}),
    Broken("referral_refused_with_a_reason", received, {"status": "refused"}),
    Broken("referral_refused_with_a_reason", received, lambda it: fresh(it) | {"refusal": "other"}),
    Broken("referral_accepted_for_somebody", received, {"beneficiary": None}),
    Broken("referral_seen_by_somebody", factories.referral, {"status": "seen"}),
    Broken(
        "referral_transferred_to_another",
        factories.referral,
        {"status": "transferred", "decided_on": factories.DAY},
    ),
    Broken(
        "referral_transferred_to_another",
        factories.referral,
        lambda it: {
            "status": "transferred",
            "decided_on": factories.DAY,
            "transferred_to": it.organisation,
        },
    ),
    Broken("referral_told_back_with_consent", factories.referral, {"told_back": ["seen"]}),
    Broken("referral_message_says_something", referrals.message, {"text": " "}),
    Broken("referral_attachment_size", referrals.attachment, {"size": 0}),
    Broken("referral_attachment_size", referrals.attachment, {"size": 6 * 1024 * 1024}),
    Broken("referral_attachment_there_or_purged", referrals.attachment, {"file": ""}),
    Broken(
        "referral_attachment_there_or_purged", referrals.attachment, {"purged_on": factories.DAY}
    ),
]
