"""Who is at the desk, the database for what must really be committed, and what fails here."""

from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.test.utils import setup_databases
from hypothesis import settings as hypothesis

from accounts.models import User
from recharges.services import till as drawer
from tests import factories

pytest_plugins = ["tests.strictness", "tests.postbox", "tests.gateway"]

# The same examples every time: a failure is found again, and no run is unlike another.
hypothesis.register_profile("pimms", derandomize=True, database=None, deadline=None)
hypothesis.load_profile("pimms")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """The migrated database is there whichever tests run: some clone it and never ask for `db`."""
    with django_db_blocker.unblock():
        setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    yield
    with django_db_blocker.unblock():
        connection.close()
        # A connection that was just closed may be a moment in going: Django's own tidying up
        # would stumble over it.
        _administer(f'DROP DATABASE "{connection.settings_dict["NAME"]}" WITH (FORCE)')


@pytest.fixture(scope="session", autouse=True)
def _files_of_tests(tmp_path_factory):
    """Static files need no collecting, and what is uploaded goes away with the tests."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES=settings.STORAGES | {"staticfiles": plain},
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
    ):
        yield


@pytest.fixture(autouse=True)
def _the_till_is_open(request, monkeypatch):
    """Somebody opened the till of the day before the first customer came, as every morning.

    A test that is about opening and closing it is marked `till_by_hand` and does it itself.
    """
    if not request.node.get_closest_marker("till_by_hand"):
        monkeypatch.setattr(drawer, "running", lambda site, on: factories.till_open(on, where=site))


@pytest.fixture
def nadia(db) -> User:
    """The counsellor of Antony."""
    return factories.counsellor()


@pytest.fixture
def claire(db) -> User:
    """The director."""
    return factories.director()


@pytest.fixture
def karim(db) -> User:
    """The social worker of the CCAS of Antony."""
    return factories.social_worker()


@pytest.fixture
def sign_in(db, client):
    """`sign_in("director")`: the client is signed in as that role's person, who is returned."""

    def enter(role: str) -> User:
        user = factories.BY_ROLE[role]()
        client.force_login(user)
        return user

    return enter


@pytest.fixture
def committed_db(django_db_setup, django_db_blocker):
    """A database of the test's own, where transactions commit and threads meet.

    Cloned from the migrated one and dropped afterwards: the ledger refuses to be emptied, and
    the reference data that the migrations brought stays where it is.
    """
    with django_db_blocker.unblock(), _another(connection.settings_dict["NAME"]) as name:
        yield name


@pytest.fixture
def empty_db(django_db_setup, django_db_blocker):
    """A database in which nothing was migrated yet."""
    with django_db_blocker.unblock(), _another("template1") as name:
        yield name


@contextmanager
def _another(template: str):
    """A database like the template, to work on meanwhile."""
    original = connection.settings_dict["NAME"]
    other = f"{original}_committed"
    connection.close()
    _administer(f'DROP DATABASE IF EXISTS "{other}" WITH (FORCE)')
    _administer(f'CREATE DATABASE "{other}" TEMPLATE "{template}"')
    connection.settings_dict["NAME"] = other
    yield other
    connection.close()
    connection.settings_dict["NAME"] = original
    _administer(f'DROP DATABASE "{other}" WITH (FORCE)')


def _administer(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
