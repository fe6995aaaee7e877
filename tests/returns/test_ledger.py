"""What was printed, typed in, told and rung stays as it was, even by SQL."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import Error, IntegrityError

from beneficiaries import services
from beneficiaries.models import ReferralSheet, Telling, TellingCall, TypedSheet
from pimms.kernel.forms import sentence_of
from tests.support import referral_sheets

pytestmark = pytest.mark.django_db
DAY_BEFORE = referral_sheets.DAY - timedelta(days=1)


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


def test_nothing_is_noted_as_told_that_the_person_keeps():
    sent = referral_sheets.referral(told_back=["seen"])
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        Telling.objects.bulk_create(
            [
                Telling(
                    referral=sent,
                    step="decided",
                    reached_on=referral_sheets.DAY,
                    at=referral_sheets.AT,
                    how="mail",
                )
            ]
        )
    assert collision.value.__cause__.diag.constraint_name == "telling_as_the_person_agrees"
    assert sentence_of(collision.value).startswith("La personne garde cette étape pour elle")
    referral_sheets.telling(sent, steps={"seen": referral_sheets.DAY, "received": DAY_BEFORE})
    assert Telling.objects.count() == 2
