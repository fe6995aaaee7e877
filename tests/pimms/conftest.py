"""What the tests of backups share, and those of the worker."""

import pytest
import time_machine
from django.db import connection
from django.test import override_settings

from pimms.exports import asking
from tests.support import databases, living
from tests.support.kinds_of_jobs import NOW
from tests.support.postbox import Letterbox, listening


@pytest.fixture
def house(committed_db, tmp_path):
    """A living house with a register that was sent in."""
    with override_settings(MEDIA_ROOT=tmp_path / "media"):
        living.live_in_it()
        yield


@pytest.fixture
def empty_database(django_db_setup, django_db_blocker):
    """`use()`: the connection leads to a new database, which goes away with the test."""
    original = connection.settings_dict["NAME"]
    name = f"{original}_restored"  # other workers restore beside us
    connection.close()
    databases.copy("template1", name)

    yield lambda: databases.work_on(name)

    databases.work_on(original)
    databases.drop(name)


@pytest.fixture
def box(settings, tmp_path, monkeypatch):
    """What leaves by mail, from a worker and from here; both have the same files and clock."""
    monkeypatch.setattr(asking, "AT_ONCE", 0)
    settings.MEDIA_ROOT = tmp_path / "media"
    with listening(box := Letterbox()) as port, time_machine.travel(NOW, tick=False):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield box
