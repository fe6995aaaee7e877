"""The counsellor's minute: a person walks in and leaves with a receipt, by keyboard alone."""

import re
import time
from urllib.parse import unquote_plus

import pytest

from tests.support.keyboards import pressed

KEYSTROKES, SECONDS = 25, 60
TILL = "[data-counted]:not([hidden])"  # the till's script is there


class Keyboard:
    """What is typed, counted: names are free, every other key is one."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def name(self, words):
        self.page.keyboard.type(words)

    def keys(self, *keys):
        for key in keys:
            self.count += 1
            self.page.keyboard.press(key)

    def digits(self, words):
        self.count += len(words)
        self.page.keyboard.type(words)


@pytest.fixture
def nadia(visitors):
    """The counsellor, at a page that no other test has seen."""
    visitor = visitors["counsellor"].at_another_page()
    visitor.open("/guichet/")
    visitor.page.wait_for_selector("[type=search]:focus")
    yield visitor
    visitor.page.close()


def arrive(page, address, shown):
    """The address, and what a person would look for there before the next key."""
    page.wait_for_url(address)
    page.wait_for_load_state()
    page.wait_for_selector(shown)


def looked_for(words):
    """The answer to a search for these words."""
    return lambda answer: words in unquote_plus(answer.request.post_data or "")


def test_a_new_person_has_a_receipt_in_a_minute_and_twenty_five_keys(nadia):
    page, typed, begun = nadia.page, Keyboard(nadia.page), time.monotonic()
    with page.expect_response(looked_for("Yasmina")) as found:
        typed.name("Bendjedid Yasmina")
    address = re.search(r'id="found-nobody" href="([^"]+)"', found.value.text())[1]
    page.wait_for_selector(f"#found-nobody[href='{address}']")
    typed.keys("ArrowDown", "Enter")
    arrive(page, "**/personnes/nouvelle/**", "[name=born_on]:focus")
    typed.digits("07051984")
    typed.keys("Enter")
    arrive(page, "**/guichet/*/", "[data-key=e]")
    typed.keys("e")
    arrive(page, "**/inscrire/", "[type=checkbox]:focus")
    typed.keys("Space", "Enter")
    arrive(page, "**/guichet/*/", "[data-key=v]")
    typed.keys("v")
    arrive(page, "**/vendre/", TILL)
    typed.keys("1", "5", "Enter")
    arrive(page, "**/ventes/*/", "[data-key=p]")
    nadia.photograph("minute-receipt")
    sold = page.inner_text("main")
    assert "Vente enregistrée" in sold
    assert "Carte SIM" in sold
    assert "Forfait mobile" in sold
    with page.context.expect_event("response", lambda it: "/recu/" in it.url) as printed:
        typed.keys("p")
    assert printed.value.headers["content-type"] == "application/pdf"
    assert typed.count <= KEYSTROKES
    assert time.monotonic() - begun < SECONDS


def test_somebody_known_is_served_in_ten_keys(nadia):
    page, typed = nadia.page, Keyboard(nadia.page)
    typed.name("tamzali")
    page.wait_for_selector("#found >> text=TAMZALI")
    typed.keys("Enter")
    arrive(page, "**/guichet/*/**", "[data-key=v]")
    typed.keys("v")
    arrive(page, "**/vendre/", TILL)
    typed.keys("1", "Enter")
    arrive(page, "**/ventes/*/", "[data-key=p]")
    typed.keys("/")
    arrive(page, "**/guichet/", "[type=search]:focus")
    assert typed.count <= 10


@pytest.mark.parametrize("desk", ["french", "us"])
def test_a_scanner_set_to_another_keyboard_fills_the_basket(nadia, desk):
    page = nadia.page
    page.keyboard.type("tamzali")
    page.wait_for_selector("#found >> text=TAMZALI")
    page.keyboard.press("Enter")
    arrive(page, "**/guichet/*/**", "[data-key=v]")
    page.keyboard.press("v")
    arrive(page, "**/vendre/", TILL)
    article = page.locator("[data-barcode]").first
    barcode = article.get_attribute("data-barcode")
    scanner = "us" if desk == "french" else "french"
    page.focus("[data-scan]")
    page.keyboard.insert_text(pressed(barcode, scanner=scanner, desk=desk))
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-scanned] >> text=un de plus")
    assert article.input_value() == "1"
    page.keyboard.insert_text("inconnu")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-scanned] >> text=doit être réglé sur le clavier de ce poste")
    assert article.input_value() == "1"


def test_the_first_letter_is_never_lost(nadia):
    page = nadia.page
    page.add_init_script(
        """addEventListener("DOMContentLoaded", () => {
          window.begun = document.activeElement.id;
        })"""
    )
    page.reload()
    assert page.evaluate("window.begun") == "q"


def test_a_key_pressed_too_early_waits_for_the_file_that_comes(nadia):
    page = nadia.page
    page.keyboard.type("ma")
    others = page.locator("[data-opens]")
    others.nth(1).wait_for()
    shown, wanted = (others.nth(rank).get_attribute("hx-get") for rank in (0, 1))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    arrive(page, f"**{shown}**", "#file h1")

    def press_then_answer(route):
        page.keyboard.press("d")
        route.continue_()

    page.route(re.compile(re.escape(wanted)), press_then_answer, times=1)
    others.nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/personnes/*/")
    assert page.url.endswith(wanted.replace("guichet", "personnes"))


def test_the_list_that_changes_keeps_the_line_that_one_stands_on(nadia):
    page = nadia.page
    with page.expect_response(looked_for("zzyzx")):
        page.keyboard.type("zzyzx")
    page.wait_for_selector("#found >> text=Personne ne répond")
    page.keyboard.press("ArrowDown")
    with page.expect_event("requestfinished"):
        page.locator("#q").evaluate("box => box.dispatchEvent(new Event('input', {bubbles: true}))")
    page.wait_for_selector("#found a:focus")


def test_going_back_to_the_till_finds_it_empty(nadia):
    page = nadia.page
    page.keyboard.type("tamzali")
    page.wait_for_selector("#found >> text=TAMZALI")
    page.keyboard.press("Enter")
    arrive(page, "**/guichet/*/**", "[data-key=v]")
    page.keyboard.press("v")
    arrive(page, "**/vendre/", TILL)
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    arrive(page, "**/ventes/*/", "[data-key=p]")
    page.go_back()
    arrive(page, "**/vendre/", TILL)
    asked = page.locator("[data-solidarity]").evaluate_all("all => all.map(each => each.value)")
    assert set(asked) <= {"", "0"}
