"""The database is away: what somebody sees who stands at a page, and who asks for one."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from pimms.health import away

AWAY = render_to_string("503.txt")


@pytest.fixture
def nadia(visitors):
    visitor = visitors["counsellor"].at_another_page()
    visitor.open("/guichet/")
    visitor.page.wait_for_selector("[type=search]:focus")
    yield visitor
    visitor.page.close()


def test_a_part_of_a_page_that_cannot_come_says_so_until_it_comes(nadia):
    page = nadia.page
    answers = lambda route: route.fulfill(status=503, content_type="text/plain", body=AWAY)  # noqa: E731
    page.route("**/guichet/**", answers)
    page.keyboard.type("Dial")
    page.wait_for_selector("#away")
    assert page.inner_text("#away") == AWAY
    assert page.input_value("[type=search]") == "Dial", "what was typed is there"
    page.unroute("**/guichet/**", answers)
    page.keyboard.type("l")
    page.wait_for_selector("#away", state="detached")


def test_a_page_comes_by_itself_when_the_database_is_back(nadia):
    page, state = nadia.page, {"away": True}
    instead = away(RequestFactory().get("/guichet/")).content

    def answers(route):
        if not state["away"]:
            return route.continue_()
        if route.request.url.endswith("/sante/"):
            return route.fulfill(status=503, body="database out of reach")
        return route.fulfill(status=503, content_type="text/html", body=instead)

    page.route("**/guichet/", answers)
    page.route("**/sante/", answers)
    nadia.open("/guichet/")
    page.wait_for_selector("text=Cette page s’ouvre d’elle-même")
    assert nadia.misfits() == []
    assert nadia.barriers() == []
    state["away"] = False
    page.wait_for_selector("[type=search]")
