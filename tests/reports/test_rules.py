"""Reports that keep their rules."""

from tests.reports.rules import edition, frozen, share


def test_a_frozen_report_whose_rules_are_kept_is_saved(db):
    frozen().save()
    edition(version=2, reason="Un oubli.").save()


def test_a_link_to_figures_whose_rules_are_kept_is_saved(db):
    share().save()
