"""What the database keeps of reports, whoever writes."""

import pytest
from django.db import Error, IntegrityError, connection, transaction

from pimms.kernel.forms import sentence_of
from reports.models import Edition, Publication
from tests.reports.rules import DAY, edition, frozen


@pytest.fixture
def kept(db):
    row = frozen()
    row.save()
    return row


@pytest.mark.parametrize(
    "statement",
    ["UPDATE reports_edition SET texts = '{\"a\": 1}'", "DELETE FROM reports_edition"],
)
def test_a_frozen_report_never_changes(kept, statement):
    with (
        pytest.raises(Error) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert refusal.value.__cause__.diag.constraint_name == "frozen_edition_never_changes"


def test_the_refusal_has_its_sentence(kept):
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        Edition.objects.update(reason="Autre")
    assert sentence_of(collision.value) == "Un bilan arrêté ne change plus."


def test_only_a_frozen_report_is_published(db):
    draft = edition()
    draft.save()
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        Publication.objects.bulk_create(
            [Publication(edition=draft, published_by=draft.opened_by, published_on=DAY)]
        )
    assert collision.value.__cause__.diag.constraint_name == "publication_of_a_frozen_edition"
    assert sentence_of(collision.value) == "Un bilan se publie une fois arrêté."
