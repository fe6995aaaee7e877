"""The pages of the counsellor, in a file of their own for a worker of their own."""

import pytest

from tests.browser.pages import look, pages_of


@pytest.mark.parametrize("name", pages_of("counsellor"))
def test_a_page_is_whole(visitors, name):
    look(visitors["counsellor"], "counsellor", name)
