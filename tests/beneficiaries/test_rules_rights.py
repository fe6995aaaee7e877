"""A rule on enrolments that the triggers keep too."""

import pytest
from django.db import IntegrityError, connection, transaction

from beneficiaries.models import Enrolment
from tests.support import factories
from tests.support.rules import rule_of, sentence


def test_two_enrolments_never_bear_one_number(db):
    """The triggers give numbers and keep them: only without them could one be written twice."""
    first, second = factories.enrolment(), factories.enrolment()
    first.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE beneficiaries_enrolment DISABLE TRIGGER USER")
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Enrolment.objects.filter(pk=second.pk).update(number=first.number)
    assert rule_of(refusal.value) == "enrolment_number_unique"
    assert sentence("enrolment_number_unique").endswith(".")
