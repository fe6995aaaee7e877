"""Assessments made before there were versions become the first version's, with their findings."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import factories

BEFORE = ("beneficiaries", "0003_households_and_merging")


def migrate(*targets):
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets) or executor.loader.graph.leaf_nodes())


@pytest.mark.usefixtures("committed_db")
def test_earlier_assessments_have_a_version_a_validity_and_findings():
    awa, nadia = factories.person(), factories.counsellor()
    migrate(BEFORE)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO beneficiaries_assessment (beneficiary_id, assessed_on, assessed_by_id,"
            " criteria, outcome, reason) VALUES (%s, %s, %s, %s, 'eligible', ''),"
            " (%s, %s, %s, '{}', 'not_eligible', 'Trop tôt.')",
            [awa.pk, factories.DAY, nadia.pk, ["referral", "health_cover"],
             awa.pk, factories.DAY, nadia.pk],
        )  # fmt: skip
    migrate()
    eligible, refused = awa.assessments.order_by("pk")
    assert eligible.version.name == "Connexions solidaires"
    assert eligible.valid_until == date(2017, 3, 14)
    found = eligible.findings.order_by("criterion__position").values_list("criterion__code", "met")
    assert list(found) == [("referral", True), ("health_cover", True)]
    assert eligible.findings.first().seen_by == nadia
    assert refused.refusal == "other"
