"""The rules of referrals on their way, broken by a bare UPDATE or INSERT."""

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from tests.support import factories, referrals

TABLE = [
    ("referral_seen_by_somebody", factories.referral, {"status": "seen"}),
    (
        "referral_transferred_to_another",
        factories.referral,
        {"status": "transferred", "decided_on": factories.DAY},
    ),
    ("referral_told_back_with_consent", factories.referral, {"told_back": ["seen"]}),
    ("referral_message_says_something", referrals.message, {"text": " "}),
    ("referral_attachment_size", referrals.attachment, {"size": 0}),
    ("referral_attachment_size", referrals.attachment, {"size": 6 * 1024 * 1024}),
    ("referral_attachment_there_or_purged", referrals.attachment, {"file": ""}),
    ("referral_attachment_there_or_purged", referrals.attachment, {"purged_on": factories.DAY}),
]


@pytest.mark.parametrize(("name", "make", "change"), TABLE)
def test_the_database_keeps_the_rule(db, name, make, change):
    row = make()
    for field, value in change.items():
        setattr(row, field, value)
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        row.save()
    assert collision.value.__cause__.diag.constraint_name == name


def test_a_referral_is_not_passed_on_to_those_who_sent_it(db):
    row = factories.referral()
    row.status, row.decided_on, row.transferred_to = "transferred", factories.DAY, row.organisation
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        row.save()
    assert collision.value.__cause__.diag.constraint_name == "referral_transferred_to_another"


def test_a_paper_that_keeps_the_rules_is_saved(db):
    assert referrals.attachment(file=ContentFile(b"%PDF-1", "a.pdf")).pk
