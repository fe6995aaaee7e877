"""The pages that the counsellor sees, and who else may, in a file for a worker of its own."""

import pytest

from tests.browser.pages import look, pages_of


@pytest.mark.parametrize("name", pages_of("counsellor"))
def test_a_page_is_whole(visitors, name):
    look(visitors, name)
