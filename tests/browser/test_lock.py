"""A shared desk in a real browser: its lock, the way back, and what was typed before."""

import re

import pytest

from tests.browser.conftest import ROLES

EMAIL, PASSWORD = ROLES["counsellor"][1:]
NEW = "/personnes/nouvelle/"
TYPED = {
    "last_name": "Sissoko",
    "first_name": "Aminata",
    "born_on": "1984-03-15",
    "address": "3, rue de l’Église",
}


@pytest.fixture
def nadia(walk_in):
    """The counsellor, with cookies of her own: what is locked here is nobody else's."""
    visitor = walk_in("counsellor")
    yield visitor
    visitor.page.context.close()


def wait_until(page, is_so: str) -> None:
    """Within a minute. Playwright's own way to ask again is `eval`, which our pages forbid."""
    page.evaluate(
        f"""() => new Promise((done, fail) => {{
          const look = (left) => {{
            if ({is_so}) done();
            else if (left) setTimeout(look, 20, left - 1);
            else fail(new Error("not within a minute"));
          }};
          look(3000);
        }})"""
    )


def lock(page) -> None:
    page.click("details[data-menu] summary")
    with page.expect_navigation():
        page.click("button[name=verrouiller]")
    assert is_locked(page)


def is_locked(page) -> bool:
    return page.inner_text("h1") == "Poste verrouillé"


def unlock(page) -> None:
    page.fill("input[name=secret]", PASSWORD)
    with page.expect_navigation():
        page.press("input[name=secret]", "Enter")


def sign_in(page, email=EMAIL, password=PASSWORD) -> None:
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    with page.expect_navigation():
        page.press("input[name=password]", "Enter")


def fill(page) -> None:
    """Types into the form of a new person, in fields of several kinds."""
    for name, value in TYPED.items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=language]", "Soninké")
    wait_until(page, "sessionStorage.getItem('typed')")


def filled(page) -> dict:
    return {name: page.input_value(f"[name={name}]") for name in (*TYPED, "language")}


def has_come_back(page) -> bool:
    page.wait_for_selector("text=Ce que vous aviez tapé est revenu")
    return filled(page) == TYPED | {"language": "Soninké"}


def test_the_way_back_from_a_locked_desk_shows_the_lock(nadia):
    page = nadia.page
    nadia.open("/personnes/")
    page.click("#people .row-link")
    page.wait_for_url("**/personnes/*/")
    name = page.inner_text("h1")
    page.click("text=Droits")
    page.wait_for_url("**/droits/")
    lock(page)
    for _ in range(3):
        page.go_back()
        page.wait_for_selector("text=Poste verrouillé")
        assert is_locked(page)
        assert name not in page.content()


def test_a_page_that_the_browser_kept_in_memory_is_covered_and_asked_for_again(nadia):
    """As it comes back from there; this browser keeps none, so it is told what one would tell."""
    page = nadia.page
    nadia.open("/personnes/")
    page.evaluate(
        """fetch("/verrou/", {
          method: "POST",
          headers: JSON.parse(document.body.getAttribute("hx-headers")),
          body: new URLSearchParams({verrouiller: ""}),
        })"""
    )
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert not page.is_visible("body")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    page.wait_for_selector("text=Poste verrouillé")


def test_what_was_typed_before_the_lock_is_there_after_it(nadia, house):
    page = nadia.page
    nadia.open(NEW)
    fill(page)
    lock(page)
    kept = page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")
    assert "Sissoko" not in kept
    assert "Aminata" not in page.content()
    unlock(page)
    assert page.url == house.origin + NEW
    assert has_come_back(page)
    with page.expect_navigation():
        page.press("[name=last_name]", "Enter")
    assert "Le dossier de SISSOKO Aminata est ouvert." in page.inner_text("main")
    nadia.open(NEW)
    assert filled(page)["last_name"] == ""


def test_what_was_typed_is_nobody_else_s(nadia):
    page = nadia.page
    nadia.open(NEW)
    fill(page)
    lock(page)
    with page.expect_navigation():
        page.click("text=Ce n’est pas moi")
    nadia.open(f"/compte/login/?next={NEW}")
    sign_in(page, *ROLES["director"][1:])
    assert page.url.endswith(NEW)
    wait_until(page, "sessionStorage.getItem('typed') === null")
    assert filled(page)["last_name"] == ""


def test_what_was_typed_comes_back_after_a_session_that_ended(nadia, house):
    page = nadia.page
    nadia.open(NEW)
    fill(page)
    page.context.clear_cookies(name="sessionid")
    with page.expect_navigation():
        page.press("[name=last_name]", "Enter")
    assert page.inner_text("h1") == "Se connecter"
    assert page.evaluate("document.activeElement.name") == "login"
    sign_in(page)
    assert page.url == house.origin + NEW
    assert has_come_back(page)


def test_what_was_typed_comes_back_after_a_form_that_had_expired(nadia, house):
    page = nadia.page
    nadia.open(NEW)
    fill(page)
    page.context.clear_cookies(name="csrftoken")
    with page.expect_navigation():
        page.press("[name=last_name]", "Enter")
    assert page.inner_text("h1") == "Formulaire périmé"
    with page.expect_navigation():
        page.click("text=Reprendre le formulaire")
    assert has_come_back(page)


def test_a_session_that_ended_shows_no_page_to_sign_in_inside_a_list(nadia, house):
    page = nadia.page
    nadia.open("/guichet/")
    page.wait_for_selector("[type=search]:focus")
    page.context.clear_cookies(name="sessionid")
    page.keyboard.type("tam")
    page.wait_for_url("**/compte/login/**")
    assert page.locator("#found").count() == 0
    sign_in(page)
    assert page.url == f"{house.origin}/guichet/"


def test_a_desk_left_alone_locks_and_a_hand_on_the_mouse_keeps_it_open(nadia, house):
    page = nadia.page
    page.clock.install()
    nadia.open(NEW)
    fill(page)
    for sign_of_life in (lambda: page.mouse.move(300, 300), lambda: page.mouse.wheel(0, 200)):
        page.clock.fast_forward("01:59:00")
        with page.expect_request("**/verrou/presence/"):
            sign_of_life()
    page.clock.fast_forward("01:59:00")
    assert page.url == house.origin + NEW
    with page.expect_request(re.compile(r"/verrou/\?suite=%2Fpersonnes%2Fnouvelle%2F")):
        page.clock.fast_forward("00:02:00")
    page.wait_for_url(f"**{NEW}")  # the server has heard of us a moment ago: it is not locked
    assert has_come_back(page)


def test_the_desk_locks_on_the_file_that_was_open_at_the_counter(nadia):
    page = nadia.page
    page.clock.install()
    nadia.open("/guichet/")
    page.wait_for_selector("[type=search]:focus")
    page.keyboard.type("ma")
    first = page.locator("[data-opens]").nth(0)
    first.wait_for()
    opened = first.get_attribute("hx-get").removeprefix("/guichet/").removesuffix("/")
    first.click()
    page.wait_for_url(f"**/guichet/{opened}/**")
    with page.expect_request(re.compile(rf"/verrou/\?suite=%2Fguichet%2F{opened}%2F")):
        page.clock.fast_forward("02:01:00")


def test_a_desk_that_is_locked_is_locked_in_all_its_tabs(nadia):
    other = nadia.at_another_page()
    other.open("/personnes/")
    nadia.open("/guichet/")
    lock(nadia.page)
    other.page.wait_for_url("**/verrou/**")
    assert is_locked(other.page)
