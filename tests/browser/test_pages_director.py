"""The pages of the director alone, in a file for a worker of its own."""

import pytest

from tests.browser.pages import look, pages_of


@pytest.mark.parametrize("name", pages_of("director"))
def test_a_page_is_whole(visitors, name):
    look(visitors, name)
