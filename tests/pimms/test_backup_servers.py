"""Backups on every server that we promise, by every DATABASE_URL, and without one."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager

import environ
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.test import override_settings

from demonstration import flag
from pimms.postgres import Cluster
from tests.support import databases
from tests.support.holders import Holder
from tests.support.living import backed_up, live_in_it, restored, told
from tests.support.servers import server

ROOT = settings.BASE_DIR


@pytest.mark.parametrize(("source", "target"), [(15, 15), (15, 18), (18, 18), (16, 16), (16, 18)])
def test_a_backup_of_one_server_comes_back_on_another(
    django_db_setup, django_db_blocker, tmp_path, source, target
):
    with (
        django_db_blocker.unblock(),
        server(source, tmp_path) as first,
        server(target, tmp_path) as second,
        override_settings(WITNESS_DIR=tmp_path / "witness"),
    ):
        with on(first, "test_source"), override_settings(MEDIA_ROOT=tmp_path / "media"):
            call_command("migrate", verbosity=0)
            live_in_it()
            before, file = backed_up(tmp_path)
        with on(second, "test_target"), override_settings(MEDIA_ROOT=tmp_path / "elsewhere"):
            assert "Le registre est entier" in restored(file)
            assert told() == before
            assert connection.pg_version // 10000 == target


@contextmanager
def on(url: str, name: str):
    """The connection leads to a new database of the server meanwhile."""
    kept = dict(connection.settings_dict)
    read = environ.Env.db_url_config(f"{url}/postgres")
    lead_to({key: read[key] for key in ("HOST", "PORT", "USER", "PASSWORD")})
    databases.copy("template0", name)
    try:
        with databases.working_on(name):
            yield
        databases.drop(name)
    finally:
        lead_to(kept)


def lead_to(where: dict) -> None:
    """Django knows nothing any more of the server before."""
    connection.close()
    connection.settings_dict.update(where)
    known = connections[DEFAULT_DB_ALIAS]
    known.__dict__.pop("pg_version", None)
    known.features = type(known.features)(known)


# Every way to say where the database is


def by_url(url: str, **environment) -> dict:
    """What pg_dump is told, when DATABASE_URL says that."""
    told = (
        "import json, django; django.setup();"
        "from pimms.backup import programs;"
        "print(json.dumps(programs.whereabouts()))"
    )
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True,
        env=clean | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "pimms.settings"} | environment,
    )  # fmt: skip
    variables, options = json.loads(done.stdout)
    variables.pop("PGCLIENTENCODING", None)
    return variables | ({"options": options} if options else {})


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgres://pimms:s%40cret@db.example:5433/pimms",
         {"PGUSER": "pimms", "PGPASSWORD": "s@cret", "PGHOST": "db.example", "PGPORT": "5433",
          "PGDATABASE": "pimms"}),
        ("postgres:///pimms?host=/run/postgresql",
         {"PGDATABASE": "pimms", "PGHOST": "/run/postgresql"}),
        ("postgres://pimms@/pimms?host=/run/postgresql&port=5433",
         {"PGDATABASE": "pimms", "PGUSER": "pimms", "PGHOST": "/run/postgresql",
          "PGPORT": "5433"}),
        ("postgres://pimms@one.example:5432,two.example:5433/pimms",
         {"PGDATABASE": "pimms", "PGUSER": "pimms", "PGHOST": "one.example,two.example",
          "PGPORT": "5432,5433"}),
        ("postgres:///?service=pimms", {"PGSERVICE": "pimms"}),
        ("postgres://pimms@db.example/pimms?sslmode=verify-full&sslrootcert=/etc/ca.pem",
         {"PGDATABASE": "pimms", "PGUSER": "pimms", "PGHOST": "db.example",
          "PGSSLMODE": "verify-full", "PGSSLROOTCERT": "/etc/ca.pem"}),
        ("postgres://db.example/pimms?assume_role=owner&options=-c%20search_path%3Dpublic",
         {"PGDATABASE": "pimms", "PGHOST": "db.example",
          "PGOPTIONS": "-c search_path=public -c role=owner"}),
        ("postgres://db.example/pimms?keepalives_idle=30&connect_timeout=9",
         {"PGDATABASE": "pimms", "PGHOST": "db.example", "PGCONNECT_TIMEOUT": "9",
          "options": ["--dbname=keepalives_idle=30"]}),
    ],
)  # fmt: skip
def test_the_programs_are_led_where_the_product_is(url, told):
    assert by_url(url) == {"PGCONNECT_TIMEOUT": "5"} | told


def test_a_socket_by_its_folder_is_backed_up_and_restored(house, tmp_path, empty_database):
    """DATABASE_URL=postgres:///name?host=/folder, as a server of the machine is reached."""
    here = connection.settings_dict
    kept = dict(here)
    connection.close()
    here |= {"OPTIONS": {"host": here["HOST"]}, "HOST": "", "PASSWORD": ""}
    try:
        before, file = backed_up(tmp_path)
        empty_database()
        restored(file)
        assert told() == before
    finally:
        connection.close()
        here.update(kept | {"NAME": here["NAME"]})


@pytest.fixture
def elsewhere(tmp_path):
    """The environment of a copy that keeps its files elsewhere."""
    (tmp_path / "theirs.py").write_text(
        f"from pimms.settings import *\nMEDIA_ROOT = {str(tmp_path / 'theirs')!r}\n"
    )
    return {
        "DJANGO_SETTINGS_MODULE": "theirs", "PYTHONPATH": f"{tmp_path}:{ROOT}", "LOCAL": "1",
        "WITNESS_DIR": str(tmp_path / "seen"),
    }  # fmt: skip


def test_the_commands_bring_a_house_into_a_database_in_which_nothing_was_migrated(
    house, tmp_path, empty_database, elsewhere
):
    """As they are typed, with a socket as ?host=."""
    here = connection.settings_dict
    url = f"postgres://{here['USER']}@/{{}}?host={here['HOST']}&port={here['PORT']}"
    letter, file = tmp_path / "lettre.txt", tmp_path / "nuit.zip"
    letter.write_text("Chère Madame")
    here_too = elsewhere | {"DATABASE_URL": url.format(here["NAME"])}
    there = elsewhere | {"DATABASE_URL": url.format(f"{here['NAME']}_restored")}
    connection.close()

    written = by_cron("backup", str(file), **here_too)
    assert (written.returncode, written.stderr) == (0, "")
    before = told()
    empty_database()
    assert by_cron("restore", str(letter), **there).returncode == 1
    assert connection.introspection.table_names() == []
    connection.close()
    done = by_cron("restore", str(file), **there)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Le registre est entier" in done.stdout
    assert told() == before


# Without the environment, as cron runs it


def by_cron(*command: str, **environment) -> subprocess.CompletedProcess:
    """In another copy of the program, which nobody gave an environment."""
    bare = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *command], cwd="/", capture_output=True, text=True,
        env=bare | environment,
    )  # fmt: skip


@pytest.fixture
def no_database_of_its_own(tmp_path, monkeypatch):
    """The environment for a copy whose `var` is another folder."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(
        "import pimms.postgres as p, pathlib\n"
        f"p._cluster = p.Cluster(pathlib.Path({str(tmp_path / 'var')!r}))\n"
        "p.url, p.hold, p.is_made = p._cluster.url, p._cluster.hold, p._cluster.is_made\n"
    )
    return {"PYTHONPATH": f"{site}:{ROOT}"}


@pytest.mark.parametrize("command", ["backup", "verify_ledger"])
def test_without_an_environment_nothing_is_made_and_nothing_saved(
    tmp_path, no_database_of_its_own, command
):
    file = [str(tmp_path / "nuit.zip")] if command == "backup" else []
    done = by_cron(command, *file, **no_database_of_its_own)
    assert done.returncode == 1
    assert "DATABASE_URL n’est pas donnée" in done.stderr
    assert not (tmp_path / "nuit.zip").exists()
    assert not (tmp_path / "var" / "postgres").exists()


def test_without_an_environment_the_empty_database_of_the_copy_is_not_saved(
    tmp_path, no_database_of_its_own
):
    holder = Holder(Cluster(tmp_path / "var"))
    holder.wait_until_it_holds()
    try:
        done = by_cron("backup", str(tmp_path / "nuit.zip"), **no_database_of_its_own)
    finally:
        holder.end()
    assert done.returncode == 1
    assert "La base est vide" in done.stderr
    assert "DATABASE_URL n’est pas donnée" in done.stderr
    assert not (tmp_path / "nuit.zip").exists()


def test_without_an_environment_a_demonstration_is_not_saved(house, tmp_path, monkeypatch):
    flag.mark()
    monkeypatch.delenv("DATABASE_URL")
    with pytest.raises(CommandError, match="n’est qu’une démonstration"):
        call_command("backup", tmp_path / "nuit.zip")
    with override_settings(DEMONSTRATION=True):
        call_command("backup", tmp_path / "nuit.zip", verbosity=0)
