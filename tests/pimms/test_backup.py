"""A backup, brought back into an empty database, is the same house with the same chain."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from pimms import demo
from pimms.demo import marker
from recharges import services
from recharges.models import Closing, Sale, Seal, TillSession
from recharges.verification import verify
from reports import figures
from tests.support import databases, factories

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture
def empty_database():
    """`use()`: the connection leads to a new database, which goes away with the test."""
    name, original = "test_restored", connection.settings_dict["NAME"]
    connection.close()
    databases.copy("template1", name)

    yield lambda: databases.work_on(name)

    databases.work_on(original)
    databases.drop(name)


def a_living_house() -> None:
    """Two closed days, a reversal, an open till."""
    awa, product = factories.enrolment(), factories.product("5.00", "22.00")
    for day in (15, 16):
        for _ in range(3):
            sale = factories.sale(awa, quantities={product: 1}, on=date(2016, 3, day))
        services.reverse(sale, reason="Erreur", by=factories.counsellor(), on=sale.sold_on)
        factories.till_counted(TillSession.objects.open().get(), ends_the_day=True)
    factories.sale(awa, quantities={product: 1}, on=date(2016, 3, 17))


def told() -> dict:
    """All that must be the same."""
    return {
        "figures": figures.of_year(2016).as_json(),
        "seals": list(Seal.objects.order_by("number").values_list("number", "hash")),
        "closings": list(Closing.objects.order_by("number").values_list("number", "hash")),
        "verified": verify(),
    }


def test_a_backup_comes_back_with_the_same_figures_and_the_same_chain(tmp_path, empty_database):
    a_living_house()
    marker.mark()
    before, file = told(), tmp_path / "sauvegarde.dump"

    call_command("backup", file, verbosity=0)
    empty_database()
    call_command("restore", file, verbosity=0)

    assert told() == before
    assert demo.is_demonstration()
    assert file.stat().st_mode & 0o777 == 0o600
    # The rules came back as well: the next sale follows the last one.
    assert factories.sale(on=date(2016, 3, 17)).number == 10
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_database_just_made_by_the_migrations_may_be_restored_into(tmp_path):
    file = tmp_path / "vide.dump"
    call_command("backup", file, verbosity=0)
    call_command("restore", file, verbosity=0)
    assert verify().receipts == 0


def test_a_database_that_holds_something_is_left_alone(tmp_path):
    file = tmp_path / "sauvegarde.dump"
    call_command("backup", file, verbosity=0)
    factories.sale()
    with pytest.raises(CommandError, match="contient déjà des données"):
        call_command("restore", file)
    assert Sale.objects.count() == 1


def test_a_file_that_is_no_backup_changes_nothing(tmp_path):
    file = tmp_path / "lettre.txt"
    file.write_text("Chère Madame")
    with pytest.raises(CommandError, match="pg_restore a échoué"):
        call_command("restore", file)
    with pytest.raises(CommandError, match="n’existe pas"):
        call_command("restore", tmp_path / "rien")
    assert verify().receipts == 0


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="Impossible d’écrire"):
        call_command("backup", tmp_path / "nulle-part" / "x.dump")
