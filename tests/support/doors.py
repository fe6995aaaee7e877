"""Every address of a room × every role: who is let in, who is not, and that nothing breaks.

    class TestAccess(Doors):
        room = access

One test an address; the roles that it treats wrongly are told together.
"""

import re
from types import ModuleType

import pytest
from django.urls import reverse

from accounts import services
from tests.support import factories
from tests.support.access import (
    ACCESS,
    ARGUMENTS,
    EVERYBODY,
    FILES,
    PERSONAL,
    PUBLIC,
    WORKER,
    names_in,
)
from tests.support.world import ROLES

# Another's own account is out of reach by construction: these pages take no object.
OWN_ACCOUNT = {name for name in ACCESS if name.startswith(("account_", "accounts:", "mfa_"))}
# What a locked desk answers: its lock, the way out, and that we are there.
AWAKE = {"accounts:lock", "account_logout", "health"}
# What these name is no object of anybody's.
OF_NOBODY = {"exports:ask", "languages:language", "languages:review"}
NONSENSE = ["", "\x00", "-1", "31/02/2016", "é" * 5000, "99999999999999999999"]
TOKEN = "csrfmiddlewaretoken"


class Doors:
    room: ModuleType

    def pytest_generate_tests(self, metafunc):
        if "name" in metafunc.fixturenames:
            metafunc.parametrize("name", sorted(names_in(self.room)))

    @pytest.fixture(scope="class")
    @classmethod
    def addresses(cls, visits):
        """Where each name of the room leads in the world."""
        worker = factories.social_worker()
        return {name: address(name, worker) for name in names_in(cls.room)}

    def test_who_is_let_in(self, visits, addresses, subtests, name):
        for role in ["anonymous"] if name in PUBLIC else ROLES:
            with subtests.test(role), visits.by(role) as visit:
                hold_to_the_table(
                    name, role, visit.get(addresses[name]), visit.post(addresses[name])
                )

    def test_nonsense_breaks_nothing(self, visits, addresses, name):
        role, methods = somebody_let_in(name), {"get", "post"}
        with visits.by(role) as visit:
            fields = {"q", "page", "year", "key"} | fields_of(visit.get(addresses[name]))
        for word in NONSENSE[:2] if name in FILES else NONSENSE:  # a document takes its time
            with visits.by(role) as visit:
                for method in sorted(methods):
                    nonsense = dict.fromkeys(fields, word)
                    answer = getattr(visit, method)(addresses[name], nonsense)
                    assert answer.status_code < 500
                    if not is_read(answer):
                        methods.remove(method)

    def test_nothing_is_taken_without_a_token(self, visits, addresses):
        taken = {}
        for name, where in addresses.items():
            with visits.by(somebody_let_in(name)) as visit:
                if (status := visit.post(where, token=None).status_code) != 403:
                    taken[name] = status
        assert taken == {}

    def test_a_locked_desk_opens_nothing(self, visits, addresses):
        opened, lock = {}, reverse("accounts:lock")
        for name, where in addresses.items():
            with visits.by(somebody_let_in(name)) as visit:
                services.lock_desk(visit.client.session.session_key)
                answers = visit.get(where), visit.post(where)
            if any(not answer.get("Location", "").startswith(lock) for answer in answers):
                opened[name] = [answer.status_code for answer in answers]
        assert opened.keys() <= AWAKE


def address(name, worker) -> str:
    given = ARGUMENTS[name](worker) if name in ARGUMENTS else []
    return reverse(name, **{"kwargs" if isinstance(given, dict) else "args": given})


def hold_to_the_table(name, role, page, sent):
    """That who looks at the address and who sends something to it are answered as they should."""
    statuses = {page.status_code, sent.status_code}
    if role != "anonymous":
        assert all("no-store" in answer["Cache-Control"] for answer in (page, sent))
    if name in PUBLIC:
        assert page.status_code in {200, 302, 404}
        assert sent.status_code in {200, 302, 404, 405, 422}
    elif role == "anonymous":
        login = reverse("account_login")
        assert all(login in answer.get("Location", "") for answer in (page, sent))
    elif (WORKER if role == "outsider" else role) not in ACCESS[name]:
        assert 403 in statuses
        assert statuses <= {403, 405}
    elif role == "outsider" and name in ARGUMENTS and name not in OWN_ACCOUNT | OF_NOBODY:
        assert 404 in statuses
        assert statuses <= {404, 405}
    elif name in PERSONAL:
        assert statuses <= {200, 302, 403, 404, 405}
    elif name in OWN_ACCOUNT:  # some ask for a password or a second factor that one has not
        assert statuses <= {200, 204, 302, 403, 404, 405}
    else:
        assert statuses <= {200, 302, 405, 422}
        assert statuses != {405}


def somebody_let_in(name) -> str:
    return "director" if "director" in ACCESS.get(name, EVERYBODY) else "social_worker"


def is_read(answer) -> bool:
    """Whether what was sent was looked at; if not, other words are not looked at either."""
    asked = answer.wsgi_request
    return answer.status_code != 405 and (asked.method == "POST" or "GET" in vars(asked))


def fields_of(page) -> set[str]:
    """What can be filled in on the page; the token stays as it is."""
    if page.streaming or "html" not in page.headers.get("Content-Type", ""):
        return set()
    return set(re.findall(r'name="([^"]+)"', page.content.decode())) - {TOKEN}
