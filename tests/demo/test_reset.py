"""Emptying a demonstration drops its schema: on a database of the test's own."""

import pytest
from django.core.management import call_command

from accounts.models import Site
from pimms import demo
from pimms.demo import marker
from pimms.kernel.models import Commune


@pytest.mark.usefixtures("committed_db")
def test_a_reset_empties_the_database_and_fills_it_again(monkeypatch):
    filled_on_empty = []
    monkeypatch.setattr(
        demo, "fill", lambda today, reached: filled_on_empty.append(demo.is_empty())
    )
    Site.objects.create(code="A", name="Pimms d’Antony")
    marker.mark()

    call_command("seed", reset=True, yes=True, verbosity=0)

    assert filled_on_empty == [True]
    assert not Site.objects.exists()
    assert not demo.is_demonstration()
    assert Commune.objects.filter(code="92002").exists()
