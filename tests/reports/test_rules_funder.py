"""Reports to funders that keep their rules, and what never changes of them."""

import pytest
from django.db import Error, connection, transaction

from tests.reports.rules_funder import DAY, edition, frozen, model
from tests.support.rules import rule_of


def test_what_keeps_the_rules_is_saved(db):
    frozen().save()
    edition(version=2, reason="Un oubli.").save()
    model(ended_on=DAY).save()
    model().save()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE reports_grantedition SET scope = 'grant'", "DELETE FROM reports_grantedition"],
)
def test_a_frozen_report_to_a_funder_never_changes(db, statement):
    frozen().save()
    with pytest.raises(Error) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert rule_of(refusal.value) == "frozen_edition_never_changes"
