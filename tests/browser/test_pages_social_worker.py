"""The pages of the social worker, in a file of their own for a worker of their own."""

import pytest

from tests.browser.pages import look, pages_of


@pytest.mark.parametrize("name", pages_of("social_worker"))
def test_a_page_is_whole(visitors, name):
    look(visitors["social_worker"], "social_worker", name)
