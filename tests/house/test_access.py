"""Every address × every role: who is let in, who is not, and that nothing breaks."""

import re

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from beneficiaries.models import PossibleDuplicate
from pimms.models import RegisterUpload
from tests.support import (
    booking,
    desk,
    editions,
    eligibility,
    factories,
    funders,
    money,
    network,
    referral_sheets,
    referrals,
    rights,
    shelves,
    skills,
    surveys,
)
from tests.support.access import (
    ACCESS,
    ARGUMENTS,
    EVERYBODY,
    FILES,
    PERSONAL,
    PUBLIC,
    WORKER,
    views,
)

DAY = "2016-06-15 10:00"
VIEWS = views()
ROLES = ["anonymous", "outsider", "social_worker", "counsellor", "director"]
OURS = sorted(name for name in VIEWS if hasattr(VIEWS[name], "roles"))
# Another's own account is out of reach by construction: these pages take no object.
OWN_ACCOUNT = {name for name in ACCESS if name.startswith(("account_", "accounts:", "mfa_"))}
# What these name is no object of anybody's.
OF_NOBODY = {"exports:ask", "languages:language", "languages:review"}
NONSENSE = ["", "\x00", "-1", "31/02/2016", "é" * 5000, "99999999999999999999"]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One of everything, made once; each test leaves it as it was."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(DAY, tick=False),
        transaction.atomic(),
    ):
        awa = factories.person()
        factories.referral(awa)
        factories.referral()
        PossibleDuplicate.objects.create(
            first=awa, second=factories.person(), found_on=factories.DAY
        )
        factories.till_counted(factories.till_open())
        factories.sale(factories.enrolment(awa), quantities={factories.product(a_month=2): 1})
        factories.kit()
        eligibility.question()
        eligibility.refused()
        eligibility.waiting()
        eligibility.review()
        factories.seat(beneficiary=awa)
        factories.support(awa)
        factories.appointment(awa)
        shelves.counted()
        rights.one_of_each(awa)
        network.one_of_each()
        referral_sheets.one_of_each()
        factories.note(awa)
        factories.kinship(awa)
        factories.proxy(awa)
        factories.merge(awa)
        factories.house_of_workshops()
        skills.measure(awa)
        desk.one_of_each(awa)
        booking.one_of_each()
        surveys.one_of_each()
        editions.one_of_each()
        money.one_of_each()
        funders.one_of_each()
        referrals.one_of_each()
        RegisterUpload.objects.create(
            name="registre.xlsx",
            file=ContentFile("", "registre.xlsx"),
            rejects=ContentFile("", "refus.xlsx"),
            uploaded_by=factories.director(),
        )
        users = {role: make() for role, make in factories.BY_ROLE.items()}
        users["outsider"] = factories.social_worker(
            "lucie@mission.example", factories.organisation()
        )
        clients = {role: Client() for role in ROLES}
        for role, user in users.items():
            clients[role].force_login(user)
        worker = users["social_worker"]
        yield clients, {name: find(worker) for name, find in ARGUMENTS.items()}
        transaction.set_rollback(True)


@pytest.fixture
def visit(world):
    """`visit("director", "get", name, {})`: the answer, and nothing of it stays."""
    clients, arguments = world

    def send(role, method, name, data=None):
        given = arguments.get(name, [])
        url = reverse(name, **{"kwargs" if isinstance(given, dict) else "args": given})
        answer = getattr(clients[role], method)(url, data or {})
        if answer.streaming:
            answer.getvalue()  # to its end, which closes the file
        return answer

    with transaction.atomic():
        yield send
        transaction.set_rollback(True)


def test_every_address_is_in_the_table():
    assert set(VIEWS) == set(ACCESS) | PUBLIC


@pytest.mark.parametrize("name", OURS)
def test_the_view_says_the_same_roles_as_the_table(name):
    assert VIEWS[name].roles == ACCESS[name]


def test_every_view_of_ours_says_its_roles():
    silent = [name for name, view in VIEWS.items() if not hasattr(view, "roles")]
    assert set(silent) <= PUBLIC | OWN_ACCOUNT


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", sorted(set(ACCESS) & set(VIEWS)))
def test_who_is_let_in(visit, role, name):
    answers = [visit(role, method, name) for method in ("get", "post")]
    statuses = {answer.status_code for answer in answers}
    if role == "anonymous":
        assert all(reverse("account_login") in answer.get("Location", "") for answer in answers)
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


@pytest.mark.parametrize("name", ["home", "beneficiaries:referrals"])
def test_a_list_shows_nobody_of_another_organisation(visit, name):
    assert "TRAORÉ Moussa" in visit("social_worker", "get", name).content.decode()
    assert "TRAORÉ Moussa" not in visit("outsider", "get", name).content.decode()


@pytest.mark.parametrize("name", sorted(PUBLIC & set(VIEWS)))
def test_whoever_comes_finds_the_public_pages(visit, name):
    assert visit("anonymous", "get", name).status_code in {200, 302, 404}
    assert visit("anonymous", "post", name).status_code in {200, 302, 404, 405, 422}


@pytest.mark.parametrize("name", sorted((set(ACCESS) | PUBLIC) & set(VIEWS)))
def test_nonsense_breaks_nothing(visit, name):
    role = "director" if "director" in ACCESS.get(name, EVERYBODY) else "social_worker"
    page = visit(role, "get", name)
    if page.streaming or "html" not in page.headers.get("Content-Type", ""):
        fields = set()
    else:
        fields = set(re.findall(r'name="([^"]+)"', page.content.decode()))
    for word in NONSENSE[:2] if name in FILES else NONSENSE:  # a document takes its time
        nonsense = dict.fromkeys(fields | {"q", "page", "year", "key"}, word)
        for method in ("get", "post"):
            assert visit(role, method, name, nonsense).status_code < 500
