"""Who is at the desk, the database for what must really be committed, and what fails here."""

import gc
import subprocess
import sys
from collections import Counter
from fnmatch import fnmatch

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from hypothesis import settings as hypothesis

from accounts.models import User
from tests.support import committed, databases, factories, numbers
from tests.support.standing import an_open_till
from tests.support.visitor import Visitor

pytest_plugins = [
    "tests.support.strictness",
    "tests.support.postbox",
    "tests.support.gateway",
    "tests.support.world",
]
pytest.register_assert_rewrite("tests.support.doors", "tests.support.kinds_of_jobs")

# The same examples every time: a failure is found again, and no run is unlike another.
hypothesis.register_profile("pimms", derandomize=True, database=None, deadline=None)
hypothesis.load_profile("pimms")

# What `make quick` leaves out: marked here, by path and name, and nowhere else.
_MARKS = (
    ("browser", "tests/browser/*"),
    ("race", "*/test_races*"),
    ("race", "*/test_killed_*"),
    ("slow", "tests/bench/*"),
    ("slow", "tests/demonstration/*"),
    ("slow", "tests/house/test_makefile.py*"),
    ("slow", "tests/pimms/test_backup*"),
    ("slow", "tests/pimms/test_postgres.py*"),
    ("slow", "tests/pimms/test_schema.py*"),
    ("slow", "tests/register/test_contract.py*"),
    # Many drawn examples, each with a database of its own or rows by the dozen.
    ("slow", "*::test_a_merge_that_is_undone_leaves_everything_as_it_was"),
    ("slow", "*::test_whatever_is_decided_the_database_and_we_agree"),
    ("slow", "*::test_what_the_verbs_refuse_the_database_refuses_too"),
    ("slow", "tests/recharges/test_caps_agree.py*"),
    ("slow", "tests/recharges/test_old_seals.py*"),
    ("slow", "tests/recharges/test_replay.py*"),
)

_MAKER = pytest.StashKey[subprocess.Popen]()


def pytest_addoption(parser):
    parser.addoption(
        "--screens", action="store_true", help="photograph every page into var/screens"
    )


# What takes long although it is few tests: begun last, it would keep one worker while others rest.
_LONG = {"tests/house/test_fuzz.py", "tests/house/test_kept.py", "tests/house/test_links.py"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    for item in items:
        for mark, pattern in _MARKS:
            if fnmatch(item.nodeid, pattern):
                item.add_marker(mark)
    if hasattr(config, "workerinput"):
        _long_files_first(items)


def _long_files_first(items):
    """Workers take file after file, in this order, so that they end together."""
    tests, marked = Counter(_file(item) for item in items), set(_LONG)
    marked |= {_file(item) for item in items for mark in ("browser", "race", "slow")
               if item.get_closest_marker(mark)}  # fmt: skip
    items.sort(key=lambda item: (_file(item) not in marked, -tests[_file(item)]))


def _file(item) -> str:
    return item.nodeid.partition("::")[0]


def pytest_collection_finish():
    """What is imported by now stays: the collector of garbage need not look through it again.

    It comes by less often, too: what a request leaves is mostly gone before it looks.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_sessionstart(session):
    """The databases that the tests copy are made by a process of its own, while workers begin."""
    if hasattr(session.config, "workerinput"):
        return
    if session.config.getoption("create_db"):
        databases.forget()
    if session.config.getoption("numprocesses", None):
        command = [sys.executable, "-m", databases.__name__, "migrated", "demonstration"]
        session.config.stash[_MAKER] = subprocess.Popen(command, cwd=settings.BASE_DIR)


def pytest_sessionfinish(session):
    if maker := session.config.stash.get(_MAKER, None):
        maker.terminate()
        maker.wait()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """The migrated database is there whichever tests run: some clone it and never ask for `db`."""
    own = connection.creation._get_test_db_name()
    with django_db_blocker.unblock():
        databases.copy(databases.migrated(), own)
        databases.work_on(own)
    yield
    with django_db_blocker.unblock():
        connection.close()
        committed.forget()
        databases.drop(own)


@pytest.fixture(scope="session", autouse=True)
def _files_of_tests(tmp_path_factory):
    """Static files need no collecting, and what is uploaded goes away with the tests."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES=settings.STORAGES | {"staticfiles": plain},
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        WITNESS_DIR=tmp_path_factory.mktemp("witness"),
    ):
        yield


@pytest.fixture(autouse=True)
def _numbers_begin_with_the_test():
    numbers.begin()


@pytest.fixture(autouse=True)
def _the_till_is_open(request):
    """A test that is about opening and closing it is marked `till_by_hand` and does it itself."""
    if request.node.get_closest_marker("till_by_hand"):
        yield
    else:
        with an_open_till():
            yield


@pytest.fixture
def client() -> Visitor:
    """Somebody at a browser."""
    return Visitor()


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
def committed_db(django_db_setup, django_db_blocker, tmp_path):
    """A database where transactions commit and threads meet, like one that was just migrated."""
    with (
        override_settings(WITNESS_DIR=tmp_path / "witness"),  # all of them have one name
        django_db_blocker.unblock(),
        committed.database(databases.migrated()) as name,
    ):
        yield name


@pytest.fixture(scope="session")
def demonstration(django_db_setup, django_db_blocker) -> str:
    """The name of a database with the demonstration year, to copy and not to work on."""
    with django_db_blocker.unblock():
        return databases.demonstration()


@pytest.fixture
def empty_db(django_db_setup, django_db_blocker):
    """A database in which nothing was migrated yet."""
    with django_db_blocker.unblock(), databases.another("template1", "empty") as name:
        yield name
