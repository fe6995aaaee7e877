"""Emptying a demonstration drops its schema: on a database of the test's own."""

import pytest
from django.core.management import call_command

import demonstration
from accounts.models import Site
from demonstration import flag
from pimms.kernel.models import Commune


@pytest.mark.usefixtures("committed_db")
def test_a_reset_empties_the_database_and_fills_it_again(monkeypatch):
    filled_on_empty = []
    monkeypatch.setattr(
        demonstration,
        "fill",
        lambda today, reached: filled_on_empty.append(demonstration.is_empty()),
    )
    Site.objects.create(code="A", name="Pimms d’Antony")
    flag.mark()

    call_command("seed", reset=True, yes=True, verbosity=0)

    assert filled_on_empty == [True]
    assert not Site.objects.exists()
    assert not demonstration.is_demonstration()
    assert Commune.objects.filter(code="92002").exists()
