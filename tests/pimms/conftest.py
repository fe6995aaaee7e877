"""What the tests of backups share."""

import pytest
from django.db import connection
from django.test import override_settings

from tests.support import databases, living


@pytest.fixture
def house(committed_db, tmp_path):
    """A living house with a register that was sent in."""
    with override_settings(MEDIA_ROOT=tmp_path / "media"):
        living.live_in_it()
        yield


@pytest.fixture
def empty_database(django_db_setup, django_db_blocker):
    """`use()`: the connection leads to a new database, which goes away with the test."""
    name, original = "test_restored", connection.settings_dict["NAME"]
    connection.close()
    databases.copy("template1", name)

    yield lambda: databases.work_on(name)

    databases.work_on(original)
    databases.drop(name)
