"""The rules of reviewed words, broken by a bare INSERT."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from pimms.kernel.models import Reviewed
from tests.support import factories


@pytest.mark.parametrize("empty", ["text", "source"])
def test_reviewed_words_say_something(db, empty):
    words = {"text": "Вітаємо!", "source": "Bonjour,"} | {empty: ""}
    at = datetime(2016, 3, 20, tzinfo=UTC)
    row = Reviewed(language="uk", key="hello", by=factories.director(), at=at, **words)
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        row.save()
    assert collision.value.__cause__.diag.constraint_name == "reviewed_says_something"
