"""Assessments made before there were versions become the first version's, with their findings."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = ("beneficiaries", "0003_households_and_merging")
VERSIONS = ("beneficiaries", "0006_first_version")
DAY = date(2016, 3, 15)


def migrated(target):
    """The models as they were once that step, and what it rests on, was taken."""
    executor = MigrationExecutor(connection)
    return executor.migrate([target]).apps.get_model


@pytest.mark.usefixtures("empty_db")
def test_earlier_assessments_have_a_version_a_validity_and_findings():
    model = migrated(BEFORE)
    antony = model("accounts", "Site").objects.create(code="A", name="Antony")
    nadia = model("accounts", "User").objects.create(
        email="nadia@pimms.example", name="Nadia Benali", role="counsellor", site=antony
    )
    awa = model("beneficiaries", "Beneficiary").objects.create(
        last_name="Diallo", first_name="Awa", born_on=date(1984, 5, 7), site=antony
    )
    common = {"beneficiary": awa, "assessed_on": DAY, "assessed_by": nadia}
    assessments = model("beneficiaries", "Assessment").objects
    assessments.create(outcome="eligible", criteria=["referral", "health_cover"], **common)
    assessments.create(outcome="not_eligible", reason="Trop tôt.", **common)

    model = migrated(VERSIONS)
    eligible, refused = model("beneficiaries", "Assessment").objects.order_by("pk")
    assert eligible.version.name == "Connexions solidaires"
    assert eligible.valid_until == date(2017, 3, 14)
    found = eligible.findings.order_by("criterion__position").values_list("criterion__code", "met")
    assert list(found) == [("referral", True), ("health_cover", True)]
    assert eligible.findings.order_by("pk").first().seen_by_id == nadia.pk
    assert refused.refusal == "other"
