"""The pages of whoever passes by."""

import pytest

from tests.browser.pages import look, pages_of


@pytest.mark.parametrize("name", pages_of("nobody"))
def test_a_page_is_whole(visitors, name):
    look(visitors, name)
