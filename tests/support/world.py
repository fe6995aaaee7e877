"""One of everything, in a database of its own that a worker makes once, and who visits it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.template import Template
from django.test import Client, override_settings

from accounts.models import User
from beneficiaries.models import PossibleDuplicate
from pimms.kernel import pdf
from pimms.models import RegisterUpload
from tests.support import (
    booking,
    databases,
    desk,
    editions,
    eligibility,
    factories,
    funders,
    money,
    network,
    numbers,
    postbox,
    referral_sheets,
    referrals,
    rights,
    shelves,
    skills,
    surveys,
)
from tests.support.queue import Fake

DAY = "2016-06-15 10:00"
ROLES = ["anonymous", "outsider", "social_worker", "counsellor", "director"]
TOKEN = "a" * 32  # in the cookie and in the header: what a page of ours would send along


def make_one_of_everything() -> None:
    numbers.begin()
    awa = factories.person()
    referral_sheets.referral(awa)  # who lets the worker know what became of it
    factories.referral()
    PossibleDuplicate.objects.create(first=awa, second=factories.person(), found_on=factories.DAY)
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
    postbox.failed()
    Fake()  # a worker that gives signs of life
    upload = RegisterUpload.objects.create(
        name="registre.xlsx",
        file=ContentFile("", "registre.xlsx"),
        rejects=ContentFile("", "refus.xlsx"),
        uploaded_by=factories.director(),
        status="imported",
        outcome={"sheets": [], "withheld": 1, "sells": False},
    )
    for is_refused in (True, False):
        upload.lines.create(
            sheet="Ventes",
            line=2,
            cells=["le 12", "2016-0001", "RM5", "1", "5,00 €", "Espèces", ""],
            is_refused=is_refused,
            kind="Date absente ou illisible",
            sentence="«\u202fle 12\u202f» n’est pas une date (JJ/MM/AAAA).",
        )


def users() -> dict[str, User]:
    """Somebody of each role; the outsider is a social worker of another organisation."""
    outsider = factories.social_worker("lucie@mission.example", factories.organisation())
    return {role: make() for role, make in factories.BY_ROLE.items()} | {"outsider": outsider}


written_once = cache(pdf._written)  # the same words give the same document, whoever asks


@dataclass(frozen=True)
class World:
    """The database with one of everything, its files, and the open session of each role in it."""

    database: str
    files: Path
    sessions: dict[str, str]


@pytest.fixture(scope="session")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    migrated = connection.settings_dict["NAME"]
    name, files = f"{migrated}_world", tmp_path_factory.mktemp("world")
    with django_db_blocker.unblock():
        connection.close()
        databases.copy(migrated, name)
        with (
            databases.working_on(name),
            override_settings(MEDIA_ROOT=files),  # a test that tidies up would not know of them
            time_machine.travel(DAY, tick=False),
            transaction.atomic(),
        ):
            make_one_of_everything()
            sessions = {role: _session(user) for role, user in users().items()}
        yield World(name, files, sessions)
        databases.drop(name)


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.session.session_key


class Visits:
    """Everybody at the doors of the world. What a visit changes does not stay."""

    def __init__(self, world: World):
        self._clients = {role: Client(enforce_csrf_checks=True) for role in ROLES}
        self._cookies = {
            role: {"csrftoken": TOKEN, "sessionid": world.sessions.get(role, "")} for role in ROLES
        }

    @contextmanager
    def by(self, role: str) -> Iterator["Visit"]:
        """Somebody of the role, just signed in; when they leave the world is as it was."""
        client = self._clients[role]
        client.cookies = SimpleCookie(self._cookies[role])
        with transaction.atomic():
            yield Visit(client)
            transaction.set_rollback(True)


@dataclass(frozen=True)
class Visit:
    client: Client

    def get(self, address: str, data: dict | None = None) -> HttpResponseBase:
        return _read(self.client.get(address, data))

    def post(
        self, address: str, data: dict | None = None, *, token: str | None = TOKEN
    ) -> HttpResponseBase:
        headers = {"x-csrftoken": token} if token else {}
        return _read(self.client.post(address, data, headers=headers))


def _read(answer: HttpResponseBase) -> HttpResponseBase:
    if answer.streaming:
        answer.getvalue()  # to its end, which closes the file
    return answer


def _unwatched(template: Template, context) -> str:
    """As in production: what each template was given is not kept for the test."""
    return template.nodelist.render(context)


@pytest.fixture(scope="module")
def visits(world, django_db_blocker) -> Iterator[Visits]:
    """`with visits.by("director") as visit: visit.get(address)`: nothing of it stays."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(DAY, tick=False),
        databases.working_on(world.database),
        override_settings(MEDIA_ROOT=world.files),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(pdf, "_written", written_once)
        patch.setattr(Template, "_render", _unwatched)
        yield Visits(world)
