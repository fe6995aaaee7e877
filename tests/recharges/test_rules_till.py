"""The numbers of the till."""

import pytest
from django.core.exceptions import ValidationError

from tests.support import factories
from tests.support.rules import sentence


def test_the_numbers_of_receipts_and_of_closings_are_given_once(db):
    """By the database itself: a copy is refused whatever it says."""
    first, second = factories.sale(), factories.sale()
    session = factories.till_open()
    closing = factories.till_counted(session, ends_the_day=True)
    copy = first.seal
    copy.pk = second.pk
    with pytest.raises(ValidationError) as refusal:
        copy.validate_constraints()
    assert refusal.value.messages == [sentence("seal_number_unique")]
    closing.pk = None
    with pytest.raises(ValidationError) as refusal:
        closing.validate_constraints()
    assert sentence("closing_number_unique") in refusal.value.messages
