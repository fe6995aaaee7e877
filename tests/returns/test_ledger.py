"""What was printed, typed in, told and rung stays as it was, even by SQL."""

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from beneficiaries import services
from beneficiaries.models import ReferralSheet, Telling, TellingCall, TypedSheet
from tests.support import referral_sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(nadia):
    typed = referral_sheets.typed()
    referral_sheets.telling(typed.referral)
    services.note_call(
        typed.referral, steps={}, result="no_answer", by=nadia, at=referral_sheets.AT
    )


@pytest.mark.parametrize("model", [ReferralSheet, TypedSheet, Telling, TellingCall])
@pytest.mark.parametrize("act", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_nothing_of_it_is_changed_or_taken_away(rows, model, act):
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act.format(model._meta.db_table))
    assert model.objects.count() == 1
