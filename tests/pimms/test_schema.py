"""The migrations made whole: a new database, one of before, and one that stopped in between."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from accounts.models import Site
from pimms import schema
from pimms.kernel.models import Commune


def recorded():
    return {key for key in MigrationRecorder(connection).applied_migrations() if _is_ours(key)}


def _is_ours(key):
    return key[0] in schema.MADE_WHOLE


def as_it_was_before(*, without=()):
    """The database says that the old migrations made it, all of them or all but some."""
    recorder = MigrationRecorder(connection)
    for key in recorded():
        recorder.record_unapplied(*key)
    for app, name in {*schema.OLD_LAST, ("accounts", "0001_initial")} - set(without):
        recorder.record_applied(app, name)


def migrate() -> str:
    said = io.StringIO()
    call_command("migrate", verbosity=0, stdout=said)
    return said.getvalue()


def test_the_whole_migrations_are_those_on_disk():
    on_disk = {key for key in MigrationLoader(None).disk_migrations if _is_ours(key)}
    assert on_disk >= schema.WHOLE
    assert not schema.OLD_LAST & on_disk


def test_a_new_database_has_nothing_to_take_over(db):
    assert schema.is_up_to_date()
    assert migrate() == ""
    assert recorded() >= schema.WHOLE


def test_a_database_of_before_goes_on_with_all_it_has(empty_db):
    for app, (_, names) in schema.MADE_WHOLE.items():  # and none of those that came since
        call_command("migrate", app, names[-1], verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO accounts_site (code, name, address) VALUES ('A', 'Antony', '')")
    communes = Commune.objects.count()
    as_it_was_before()
    assert not schema.is_up_to_date()
    assert migrate() == (
        "La base tenait sur les anciennes migrations, depuis réunies : elle est reprise telle"
        " quelle, aucune donnée n’a changé.\n"
    )
    assert (Site.objects.get().name, Commune.objects.count()) == ("Antony", communes)
    assert schema.is_up_to_date()
    assert recorded() >= schema.WHOLE
    assert not recorded() & {*schema.OLD_LAST, ("accounts", "0001_initial")}
    assert migrate() == ""


def test_a_database_that_stopped_between_old_migrations_is_told_the_way(db):
    as_it_was_before(without=[("workshops", "0009_procedures_and_channel")])
    before = recorded()
    with pytest.raises(CommandError) as refusal:
        migrate()
    assert "il y manque workshops 0009_procedures_and_channel" in str(refusal.value)
    assert "ouvrez-la une fois avec la version b616630" in str(refusal.value)
    assert recorded() == before
