"""A small year with something of everything in it, and its figures."""

import pytest

from reports import figures
from tests.support.small_year import live_a_small_year


@pytest.fixture
def year(db) -> figures.Year:
    """2016, written before the test; a file that stands on it says so and counts it anew."""
    live_a_small_year()
    return figures.of_year(2016)
