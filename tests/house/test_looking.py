"""Whoever looks at somebody's file is in the journal, whichever way they asked for it."""

from html import unescape

import pytest
from django.urls import reverse

from accounts.models import Entry
from beneficiaries.models import Beneficiary, Referral
from tests.support import factories
from tests.support.access import ACCESS, ACTIONS, ARGUMENTS, FILES
from tests.support.doors import OF_NOBODY, OWN_ACCOUNT, address, somebody_let_in

SHOWN = {200, 422}


@pytest.fixture(scope="module")
def addresses(visits) -> dict[str, str]:
    worker = factories.social_worker()
    return {name: address(name, worker) for name in sorted(set(ACCESS) - ACTIONS - OWN_ACCOUNT)}


def lines() -> list[tuple[str, str]]:
    """What the journal says: each act, and the thing."""
    return list(Entry.objects.order_by("pk").values_list("verb", "thing"))


def is_page(answer) -> bool:
    kind = answer.headers.get("Content-Type", "")
    return answer.status_code in SHOWN and not answer.streaming and "html" in kind


def names() -> set[str]:
    """Of everybody in the world, as pages write them."""
    return {str(each) for model in (Beneficiary, Referral) for each in model.objects.all()}


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("counsellor", "beneficiaries:file"),
        ("counsellor", "counter:person"),
        ("social_worker", "beneficiaries:referral"),
    ],
)
def test_a_file_is_not_shown_to_who_sends_something_to_it(visits, addresses, role, name):
    with visits.by(role) as visit:
        before = lines()
        assert visit.post(addresses[name]).status_code == 405
        assert lines() == before
        visit.client.head(addresses[name])
        assert len(lines()) == len(before) + 1


def test_a_page_about_somebody_is_a_look_at_their_file(visits, addresses):
    """The lists are not: they name many, and lead to the files."""
    silent = []
    for name in set(addresses) & set(ARGUMENTS) - OF_NOBODY - FILES:
        with visits.by(somebody_let_in(name)) as visit:
            before = lines()
            answer = visit.get(addresses[name])
            if is_page(answer) and lines() == before:
                words = unescape(answer.content.decode())
                silent += [name for _ in range(any(each in words for each in names()))]
    assert sorted(silent) == []


def test_a_form_that_is_refused_is_a_look_as_well(visits, addresses):
    """What a GET of the address writes down, a POST that shows the page writes down too."""
    silent = {}
    for name, where in addresses.items():
        with visits.by(somebody_let_in(name)) as visit:
            before = lines()
            visit.get(where)
            looked = lines()[len(before) :]
            sent = visit.post(where)
            if looked and is_page(sent) and not set(looked) <= set(lines()[len(before + looked) :]):
                silent[name] = looked
    assert silent == {}


def test_a_form_that_is_taken_is_no_look(client, sign_in):
    """Who sent a form that was taken saw nothing of the file by it."""
    sign_in("counsellor")
    awa = factories.person()
    note = reverse("beneficiaries:note", args=[awa.pk])
    client.get(note)
    reads = Entry.objects.filter(verb="beneficiary.read")
    assert reads.count() == 1
    client.post(note, {"text": "Parle doucement."})
    assert reads.count() == 1
