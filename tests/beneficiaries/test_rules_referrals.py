"""A paper of a referral that keeps its rules."""

from django.core.files.base import ContentFile

from tests.support import referrals


def test_a_paper_that_keeps_the_rules_is_saved(db):
    assert referrals.attachment(file=ContentFile(b"%PDF-1", "a.pdf")).pk
