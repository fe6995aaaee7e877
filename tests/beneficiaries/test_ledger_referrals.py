"""What the database keeps of referrals, whoever writes."""

import pytest
from django.db import Error, IntegrityError, connection, transaction

from beneficiaries.models import Referral, ReferralStep
from pimms.kernel.forms import sentence_of
from tests.support import factories


@pytest.fixture
def refused(db):
    sent = factories.referral()
    Referral.objects.filter(pk=sent.pk).update(
        status="refused", refusal="other", decided_on=factories.DAY
    )
    return sent


@pytest.mark.parametrize("status", ["sent", "withdrawn", "not_come"])
def test_a_state_that_does_not_follow_is_refused(refused, status):
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        Referral.objects.update(status=status)
    assert collision.value.__cause__.diag.constraint_name == "referral_goes_its_way"
    assert sentence_of(collision.value).startswith("Cette orientation a changé d’état")


def test_a_step_is_never_taken_back(refused):
    for statement in ("UPDATE beneficiaries_referralstep SET words = 'a'",
                      "DELETE FROM beneficiaries_referralstep"):  # fmt: skip
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert ReferralStep.objects.count() == 1
