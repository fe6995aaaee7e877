"""The pages of the social worker alone."""

import pytest

from tests.browser.pages import look, pages_of


@pytest.mark.parametrize("name", pages_of("social_worker"))
def test_a_page_is_whole(visitors, name):
    look(visitors, name)
