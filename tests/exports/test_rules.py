"""The rules of lists that leave, broken by a bare INSERT."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from pimms.models import Export
from tests.support import factories

AT = datetime(2016, 3, 20, 9, 30, tzinfo=UTC)


def export(**fields) -> Export:
    given = {"listing": "personnes", "asked_by": factories.director(), "asked_at": AT}
    return Export(**given | fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("export_names_leave_for_a_reason", {"named": True}),
        ("export_names_leave_for_a_reason", {"named": True, "reason": " "}),
        ("export_ready_with_its_file", {"status": "ready"}),
        ("export_ready_with_its_file", {"file": "exports/x.xlsx"}),
    ],
)
def test_the_database_refuses(db, name, fields):
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        export(**fields).save()
    assert collision.value.__cause__.diag.constraint_name == name


def test_an_export_whose_rules_are_kept_is_saved(db):
    export(named=True, reason="Invitations").save()
    export(status="ready", file="exports/x.xlsx").save()
