"""The pages of whoever passes by, in a file of their own for a worker of their own."""

import pytest

from tests.browser.pages import look, pages_of


@pytest.mark.parametrize("name", pages_of("nobody"))
def test_a_page_is_whole(visitors, name):
    look(visitors["nobody"], "nobody", name)
