"""A list whose writing is interrupted: what its page says, and how it goes on."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.utils.timezone import now
from psycopg.errors import AdminShutdown

from pimms.exports import asking, files
from pimms.models import Export
from tests.support import exports, factories, queue
from tests.support.pages import text
from tests.support.queue import Fake

pytestmark = pytest.mark.django_db


@pytest.fixture
def export(sign_in, monkeypatch, settings, tmp_path):
    """One that the worker is to write."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(asking, "AT_ONCE", 0)
    factories.person()
    return exports.asked(sign_in("counsellor"), "personnes", "")


def left(tmp_path) -> list[str]:
    return [path.name for path in tmp_path.rglob("*") if path.is_file()]


def test_a_list_whose_worker_was_killed_is_written_by_the_next(
    client, export, monkeypatch, tmp_path
):
    killed, whole = Fake(), files.write

    def half(export, to, *, tell):
        to.parent.mkdir()
        to.with_suffix(".part").write_text("Nom")
        raise SystemExit  # as far as we see: nothing after this was done

    job = killed.takes()
    with monkeypatch.context() as patched:
        patched.setattr(files, "write", half)
        with pytest.raises(SystemExit):
            asking.write(Export.objects.get(pk=job.args["export_id"]))
    killed.dies()
    page = text(client.get(export.get_absolute_url()))
    assert "reprend d’elle-même" in page

    queue.taken_over()
    assert files.write is whole
    assert Fake().works() == ["write_export"]

    assert "Le fichier est prêt" in text(client.get(export.get_absolute_url()))
    assert [name for name in left(tmp_path) if not name.endswith(".part")] == [f"{export.key}.xlsx"]


def test_what_a_killed_worker_left_behind_goes_with_the_old_ones(export, tmp_path):
    Fake().works()
    part = tmp_path / "exports" / "half.part"
    part.touch()
    asking.purge(before=now() - timedelta(hours=24))
    assert part.exists()
    long_ago = (now() - timedelta(hours=25)).timestamp()
    os.utime(part, (long_ago, long_ago))
    asking.purge(before=now() - timedelta(hours=24))
    assert left(tmp_path) == [f"{export.key}.xlsx"]


def test_two_who_write_the_same_list_leave_one_whole_file(export, monkeypatch, tmp_path):
    """The first was taken for dead, and was not."""
    whole = files.write

    def meanwhile(export, to, *, tell):
        monkeypatch.setattr(files, "write", whole)
        asking.write(Export.objects.get(pk=export.pk))
        return whole(export, to, tell=lambda done: None)

    monkeypatch.setattr(files, "write", meanwhile)
    asking.write(export)
    export.refresh_from_db()
    assert export.status == "ready"
    assert Path(export.file.path).read_bytes()
    assert left(tmp_path) == [f"{export.key}.xlsx"]


def test_a_list_that_kills_every_worker_says_so(client, export):
    for _ in range(5):
        killed = Fake()
        killed.takes()
        killed.dies()
        queue.taken_over()
    page = text(client.get(export.get_absolute_url()))
    assert "n’a pas pu être écrit" in page
    assert "Recommencer" in page


def test_a_list_that_nobody_writes_any_more_says_so(client, export):
    queue.forgotten(Fake().takes())
    page = text(client.get(export.get_absolute_url()))
    assert "Interrompu" in page
    assert "Recommencer" in page


def test_a_database_that_goes_away_fails_no_list(client, export, monkeypatch):
    def away(*args, **words):
        raise OperationalError from AdminShutdown()

    with monkeypatch.context() as patched:
        patched.setattr(files, "write", away)
        with pytest.raises(OperationalError):
            asking.write(export)
    export.refresh_from_db()
    assert export.is_running
    asking.write(export)
    export.refresh_from_db()
    assert export.status == "ready"
