"""An export that keeps its rules."""

from tests.exports.rules import export


def test_an_export_whose_rules_are_kept_is_saved(db):
    export(named=True, reason="Invitations").save()
    export(status="ready", file="exports/x.xlsx").save()
