"""A backup, brought back into an empty database, is the same house with the same chain."""

import json
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

import demonstration
from demonstration import flag
from pimms.backup import programs, reading
from pimms.models import RegisterUpload
from recharges import witness
from recharges.models import Sale
from recharges.verification import verify
from tests.support import databases, factories
from tests.support.living import backed_up, restored, told


def test_a_backup_comes_back_with_the_same_figures_chain_and_files(house, tmp_path, empty_database):
    flag.mark()
    before, file = backed_up(tmp_path)
    assert file.stat().st_mode & 0o777 == 0o600

    empty_database()
    with override_settings(MEDIA_ROOT=tmp_path / "elsewhere"):
        said = restored(file)
        assert told() == before
        name = RegisterUpload.objects.get().file.path
        assert Path(name).stat().st_mode & 0o777 == 0o600
    assert "avec 1 fichier. Le registre est entier" in said
    assert demonstration.is_demonstration()
    # The rules came back as well: the next sale follows the last one.
    assert factories.sale(on=date(2016, 3, 17)).number == 10
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_file_is_a_zip_that_says_what_is_in_it(house, tmp_path):
    _, file = backed_up(tmp_path)
    with ZipFile(file) as zipped:
        assert zipped.testzip() is None
        names = zipped.namelist()
        sheet = json.loads(zipped.read("sauvegarde.json"))
        assert zipped.read("base.dump")[:5] == b"PGDMP"
    upload = RegisterUpload.objects.get().file.name
    assert names == [f"fichiers/{upload}", "base.dump", "sauvegarde.json"]
    assert (sheet["house"], sheet["files"]) == (settings.HOUSE, 1)
    assert "recharges.0001_models" in sheet["migrations"]


def test_a_database_just_made_by_the_migrations_may_be_restored_into(house, tmp_path):
    before, file = backed_up(tmp_path)
    fresh = f"{connection.settings_dict['NAME']}_fresh"
    databases.copy(databases.migrated(), fresh)
    with databases.working_on(fresh):
        restored(file)
        assert told() == before
        connection.close()
    databases.drop(fresh)


def test_what_pg_dump_wrote_as_backups_were_before_comes_back(house, tmp_path, empty_database):
    before, file = backed_up(tmp_path)
    bare = tmp_path / "sauvegarde.dump"
    with ZipFile(file) as zipped:
        bare.write_bytes(zipped.read("base.dump"))
    empty_database()
    restored(bare)
    assert told() == before


@pytest.mark.usefixtures("committed_db")
class TestWhatIsRefused:
    def test_an_empty_database_is_not_saved(self, tmp_path):
        with pytest.raises(CommandError, match="La base est vide"):
            call_command("backup", tmp_path / "vide.zip")
        assert not list(tmp_path.glob("*vide*"))

    def test_a_database_that_holds_something_is_left_alone(self, tmp_path):
        file = tmp_path / "sauvegarde.zip"
        factories.sale()
        call_command("backup", file, verbosity=0)
        with pytest.raises(CommandError, match="contient déjà des données"):
            call_command("restore", file)
        assert Sale.objects.count() == 1

    def test_a_database_with_tables_that_are_not_ours_is_left_alone(self, tmp_path, empty_database):
        file = tmp_path / "sauvegarde.zip"
        factories.sale()
        call_command("backup", file, verbosity=0)
        empty_database()
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE theirs (id integer)")
        with pytest.raises(CommandError, match="contient déjà des données"):
            call_command("restore", file)
        assert connection.introspection.table_names() == ["theirs"]

    def test_a_file_that_is_no_backup_changes_nothing(self, tmp_path):
        file = tmp_path / "lettre.txt"
        file.write_text("Chère Madame")
        with pytest.raises(CommandError, match="pg_restore a échoué"):
            call_command("restore", file)
        with pytest.raises(CommandError, match="n’existe pas"):
            call_command("restore", tmp_path / "rien")
        with ZipFile(tmp_path / "autre.zip", "w") as zipped:
            zipped.writestr("lettre.txt", "Chère Madame")
        with pytest.raises(CommandError, match="n’est pas une sauvegarde"):
            call_command("restore", tmp_path / "autre.zip")
        assert verify().receipts == 0

    def test_a_folder_that_is_not_there_is_said(self, tmp_path):
        factories.sale()
        with pytest.raises(CommandError, match="Impossible d’écrire"):
            call_command("backup", tmp_path / "nulle-part" / "x.zip")

    def test_a_file_that_leads_out_of_its_folder_is_refused(self, tmp_path, empty_database):
        file = tmp_path / "sauvegarde.zip"
        factories.sale()
        call_command("backup", file, verbosity=0)
        with ZipFile(file, "a") as zipped:
            zipped.writestr("fichiers/../../ailleurs.txt", "x")
        empty_database()
        with pytest.raises(CommandError, match="un nom de fichier qui en sort"):
            call_command("restore", file)
        assert connection.introspection.table_names() == []

    def test_a_backup_of_a_later_version_is_refused(self, tmp_path, empty_database):
        file = tmp_path / "sauvegarde.zip"
        factories.sale()
        MigrationRecorder(connection).record_applied("recharges", "9999_from_later")
        call_command("backup", file, verbosity=0)
        empty_database()
        with pytest.raises(CommandError, match="recharges 9999_from_later"):
            call_command("restore", file)
        assert connection.introspection.table_names() == []


@pytest.mark.parametrize("cut", [0.5, 0.97])
def test_a_file_that_was_damaged_changes_nothing(house, tmp_path, empty_database, cut):
    """Bytes in the middle of the dump are others: nothing of it is kept."""
    _, file = backed_up(tmp_path)
    with ZipFile(file) as zipped:
        entry = zipped.getinfo("base.dump")
    data = bytearray(file.read_bytes())
    where = entry.header_offset + 60 + int(entry.file_size * cut)
    data[where : where + 8] = b"\0" * 8
    file.write_bytes(data)
    empty_database()
    with pytest.raises(CommandError, match="abîmée|a échoué"):
        call_command("restore", file)
    assert connection.introspection.table_names() == []


def test_what_was_sold_after_the_backup_is_said_once(house, tmp_path, empty_database):
    """The same machine, the same name of the database: the file beside it has seen more."""
    _, file = backed_up(tmp_path)
    lost = factories.sale(on=date(2016, 3, 17))
    seen = witness.path()
    name = connection.settings_dict["NAME"]
    connection.close()
    databases.copy("template1", name)

    said = restored(file)
    assert f"Le reçu {lost.receipt} manque" in said
    assert not seen.exists()
    assert len(list(seen.parent.glob("*.log"))) == 1, "put aside"
    again = factories.sale(on=date(2016, 3, 17))
    assert again.receipt == lost.receipt
    assert verify().seen > 0


def test_the_head_of_a_script_says_nothing_that_the_server_does_not_know():
    script = [b"SET lock_timeout = 0;\n", b"SET transaction_timeout = 0;\n", b"\n",
              b"-- Name: x; Type: TABLE\n", b"SET transaction_timeout = 0;\n"]  # fmt: skip
    assert list(reading._without(script, {b"lock_timeout"})) == [
        script[0], *script[2:],
    ]  # fmt: skip


def test_a_program_that_is_missing_is_said(house, tmp_path, monkeypatch):
    monkeypatch.setattr(programs.postgres, "BIN", tmp_path)
    monkeypatch.setattr(programs.shutil, "which", lambda name: None)
    with pytest.raises(CommandError, match="pg_dump manque"):
        call_command("backup", tmp_path / "x.zip")
