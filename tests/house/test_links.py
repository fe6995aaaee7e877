"""Every page is reached by a link of a page; every form has its token and is taken as it stands."""

from collections import Counter, deque

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve

from tests.support import factories
from tests.support.access import ACCESS, ACTIONS, FILES, PUBLIC
from tests.support.browsing import Page, place
from tests.support.doors import address, somebody_let_in
from tests.support.form_pages import SHOWN_ON

ROLES = ("social_worker", "director")  # a counsellor's pages are the director's, or fewer
# What a page shows depends on what it is of: so many of each are looked at.
OF_EACH = 3
# What the pages of this world lead to in another state only, and the template with the link.
IN_ANOTHER_STATE = {
    "beneficiaries:follow_up": "beneficiaries/follow_ups.html",  # twelve months after the end
    "beneficiaries:referral_call_paper": "beneficiaries/referrals/calls.html",
    "beneficiaries:referral_letter": "beneficiaries/referral.html",
    "beneficiaries:refusal_letter": "beneficiaries/eligibility/_section.html",
    "beneficiaries:resume": "beneficiaries/rights.html",
    "beneficiaries:send_back": "beneficiaries/eligibility/to_sign.html",
    "beneficiaries:stub": "beneficiaries/returning/_returned.html",
    "beneficiaries:undo": "beneficiaries/rights.html",
    "recharges:open_till": "recharges/till/till.html",
    "recharges:stock_transfer": "recharges/stock/product.html",  # between two houses
    "register:rejects": "register/_state.html",
    "returns:calls_pdf": "returns/calls.html",
    "workshops:certificate": "workshops/_attendance.html",
    "workshops:certificates": "workshops/workshop.html",
    "workshops:scan": "workshops/sheets.html",
}
# The same, by the address that the thing itself knows.
BY_THE_THING = {
    "workshops:cycle": ("workshops/workshop.html", "workshop.cycle.get_absolute_url"),
    "workshops:drop_in": ("workshops/drop_ins.html", "drop_in.get_absolute_url"),
}
OF_A_CYCLE = {"workshops:change_cycle", "workshops:cancel_cycle"}  # its page leads to them
# The number of a sheet, typed or scanned; a second factor, and an account without a password.
TYPED = {"beneficiaries:type_in"}
OF_THE_LIBRARY = {
    name for name in ACCESS if name.startswith("mfa_") and name not in ("mfa_index",)
} | {"account_email", "account_reauthenticate", "account_set_password"}
OWN_PASSWORD = {"account_change_password"}  # the library's as well; its page asks who one is
# Joining by an invitation, a seat, an answer to a survey.
SENT_TO_BY_ANYBODY = {
    "partners:accept",
    "surveys:public",
    "workshops:join",
    "workshops:offer",
    "workshops:seat",
}
# What an address may bear: the number of a sheet, a town, an amount that is tried.
NO_NAMES = {"numero", "commune", "limit", "solidarity", "factor"}
# What a script of the page sends, with the token of its `hx-headers`.
BY_SCRIPT = {"accounts:presence"}


def name_of(where: str) -> str | None:
    try:
        return resolve(place(where).partition("?")[0]).view_name
    except Resolver404:
        return None


def leads(page: Page) -> set[str]:
    """The addresses that the page leads to, or sends something to."""
    written = page.root.xpath("//a/@href | //@action | //@formaction | //@hx-get | //@hx-post")
    return {page.leads_to(each) for each in written}


def walk(visits, role: str) -> list[Page]:
    """The pages that the role may open, each as somebody in the world, and what they lead to."""
    worker, shown, seen, of_each = factories.social_worker(), [], set(), Counter()
    ahead = deque(address(name, worker) for name in sorted(ACCESS) if role in ACCESS[name])
    while ahead:
        where = ahead.popleft()
        name = name_of(where)
        is_let_in = name in PUBLIC or role in ACCESS.get(name, ())
        if where in seen or not is_let_in or name in FILES | ACTIONS:
            continue
        seen.add(where)
        of_each[name] += 1
        if of_each[name] > OF_EACH:
            continue
        with visits.by(role) as visit:
            answer = visit.client.get(where, follow=True)
        if answer.status_code == 200 and "html" in answer.headers.get("Content-Type", ""):
            page = Page(answer.wsgi_request.get_full_path(), answer.content)
            shown.append(page)
            ahead.extend(sorted(leads(page)))
    return shown


@pytest.fixture(scope="module")
def shown(visits) -> dict[str, list[Page]]:
    return {role: walk(visits, role) for role in ROLES}


def reached(pages: list[Page]) -> set[str]:
    """What somebody reaches who comes home and goes where pages lead."""
    led = {}
    for page in pages:
        led.setdefault(name_of(page.address), set()).update(map(name_of, leads(page)))
    seen, ahead = {"home"}, deque(["home", "counter:counter"])  # where the team's home leads
    while ahead:
        fresh = led.get(ahead.popleft(), set()) - seen
        seen |= fresh
        ahead.extend(fresh)
    return seen


def test_every_page_is_reached_from_home(shown):
    """By one at least of those who may open it; `Visitor` proves the same of what is sent."""
    found = set().union(*(reached(pages) for pages in shown.values()))
    elsewhere = set(IN_ANOTHER_STATE) | set(BY_THE_THING) | OF_A_CYCLE | TYPED | OF_THE_LIBRARY
    assert "\n".join(sorted(set(ACCESS) - ACTIONS - found - elsewhere)) == ""


def template(name: str) -> str:
    return (settings.BASE_DIR / "templates" / name).read_text()


@pytest.mark.parametrize(("name", "where"), IN_ANOTHER_STATE.items())
def test_a_page_leads_there_in_another_state(name, where):
    assert f"{{% url '{name}'" in template(where)


@pytest.mark.parametrize(("where", "link"), BY_THE_THING.values())
def test_a_page_leads_to_the_thing_by_its_own_address(where, link):
    assert f'href="{{{{ {link} }}}}"' in template(where)


def posted_to(pages: list[Page]) -> set[str]:
    """Where the forms of these pages, and what sends them as somebody types, send something."""
    forms = {name_of(form.target) for page in pages for form in page.forms}
    return forms | {
        name_of(page.leads_to(each)) for page in pages for each in page.root.xpath("//@hx-post")
    }


def what_it_takes(visit, name: str) -> tuple[int, int, int]:
    """How the address answers to HEAD, to GET, and to what is sent to it."""
    where = address(name, factories.social_worker())
    page = visit.get(where)
    head = page if name in FILES else visit.client.head(where)  # a file would stay open
    return head.status_code, page.status_code, visit.post(where).status_code


def test_what_no_form_posts_to_takes_get_and_head_alone(shown, visits):
    """What only shows something shows it to nobody who sends something."""
    sent_to = set().union(*(posted_to(pages) for pages in shown.values()))
    wrong = {}
    for name in sorted(set(ACCESS) - ACTIONS - sent_to - OF_THE_LIBRARY - OWN_PASSWORD):
        with visits.by(somebody_let_in(name)) as visit:
            head, page, sent = what_it_takes(visit, name)
        if head != page or sent != 405:
            wrong[name] = (head, page, sent)
    assert wrong == {}


def test_a_public_page_without_a_form_takes_get_and_head_alone(visits):
    of_the_library = {name for name in PUBLIC if name.startswith(("account_", "mfa_"))}
    wrong = {}
    for name in sorted(PUBLIC - SENT_TO_BY_ANYBODY - of_the_library):
        with visits.by("anonymous") as visit:
            head, page, sent = what_it_takes(visit, name)
        if head != page or sent != 405:
            wrong[name] = (head, page, sent)
    assert wrong == {}


def test_every_address_that_is_sent_to_says_which_page_shows_its_form():
    assert ACTIONS - set(SHOWN_ON) == BY_SCRIPT


@pytest.mark.parametrize("role", ROLES)
def test_every_form_has_its_token(shown, role):
    forms = [form for page in shown[role] for form in page.forms]
    assert "\n".join(str(form) for form in forms if not form.has_token) == ""


@pytest.mark.parametrize("role", ROLES)
def test_no_address_bears_what_somebody_types(shown, role):
    """Whom one looks for is sent: an address stays in a browser's history and in a proxy's log."""
    free = "@type='text' or @type='search' or @type='email' or @type='tel' or not(@type)"
    told = [
        f"{page.address}: {field.get('name')}"
        for page in shown[role]
        for field in page.root.xpath(
            f"//form[not(@method='post')]//input[{free}] | //form[not(@method='post')]//textarea"
            f" | //input[@hx-get][{free}]"
        )
        if field.get("name") not in NO_NAMES
    ]
    assert "\n".join(told) == ""


@pytest.mark.parametrize("role", ROLES)
def test_no_form_stands_in_another(shown, role):
    """A browser leaves the inner one out."""
    nested = [page.address for page in shown[role] if page.root.xpath("//form//form")]
    assert nested == []


def test_every_form_is_taken_as_it_stands(shown, visits):
    """With what the page wrote into it: an answer, or a sentence beside a field."""
    refused, sent = [], set()
    for role, pages in shown.items():
        for form in (form for page in pages for form in page.forms):
            if (name := name_of(form.target)) in sent:
                continue
            sent.add(name)
            with visits.by(role) as visit:
                answer = visit.client.post(form.target, form.filled({}))
            if answer.status_code not in (200, 302, 422):
                refused.append(f"{form}: {answer.status_code}")
    assert refused == []
