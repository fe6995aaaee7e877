"""The desk register of 2016, end to end, by the two commands."""

import json

import openpyxl
import pytest
from django.core.management import call_command

from beneficiaries.models import Beneficiary, DossierNumber, PossibleDuplicate, Referral
from recharges.models import Sale, SaleLine
from workshops.models import Registration, SupportSession, Workshop

pytestmark = pytest.mark.django_db

EVERYTHING = (
    Beneficiary,
    DossierNumber,
    Referral,
    Sale,
    SaleLine,
    Workshop,
    Registration,
    SupportSession,
)


def everything() -> dict:
    return {model.__name__: model.objects.count() for model in EVERYTHING}


def test_the_register_of_2016_becomes_the_report_of_2016(
    register_2016, expected_2016, tmp_path, capsys
):
    summary, rejects = tmp_path / "s.json", tmp_path / "r.xlsx"
    report, document = tmp_path / "d.json", tmp_path / "d.pdf"

    call_command("import_register", register_2016, summary=summary, rejects=rejects)
    call_command("build_report", "ccas", "2016", data=report, output=document)

    assert json.loads(summary.read_text(encoding="utf-8")) == expected_2016["import"]
    assert_holds(json.loads(report.read_text(encoding="utf-8")), expected_2016["report"])
    assert document.read_bytes().startswith(b"%PDF-")
    refused = openpyxl.load_workbook(rejects, read_only=True)
    for sheet, counts in expected_2016["import"].items():
        heading, *rows = refused[sheet].iter_rows(values_only=True)
        assert heading[-1] == "Motif du rejet"
        assert len(rows) == counts["rejected"]
        assert all(row[-1].endswith(".") for row in rows)
    assert PossibleDuplicate.objects.count() == 7

    before = everything()
    call_command("import_register", register_2016, summary=summary, verbosity=0)

    assert everything() == before
    assert json.loads(summary.read_text(encoding="utf-8")) == expected_2016["import"]

    call_command("import_register", rejects, summary=summary, verbosity=0)

    assert everything() == before, "rejects that nobody mended stay rejects"
    again = json.loads(summary.read_text(encoding="utf-8"))
    assert all(counts["imported"] == 0 for counts in again.values())


def assert_holds(found, expected, path="report"):
    """Every key and code of `expected` is there with an equal value; more may stand beside."""
    if not isinstance(expected, dict):
        assert found == expected, path
        return
    for key, value in expected.items():
        assert key in found, f"{path}.{key}"
        assert_holds(found[key], value, f"{path}.{key}")
    if path.split(".")[-1].startswith("by_"):
        assert set(found) == set(expected), path


def test_a_dry_run_changes_nothing_and_says_the_same(register_2016, expected_2016, tmp_path):
    summary = tmp_path / "s.json"

    call_command("import_register", register_2016, dry_run=True, summary=summary, verbosity=0)

    assert json.loads(summary.read_text(encoding="utf-8")) == expected_2016["import"]
    assert not any(everything().values())


def test_mended_rejects_come_in(write_register, tmp_path):
    register = write_register(
        {
            "Bénéficiaires": [
                {},
                {"N° dossier": "2016-0002", "Nom": "TRAORÉ", "Date de naissance": "?"},
            ],
            "Ventes": [
                {},
                {"Date": "le 12"},
                {"N° dossier": "2016-0002", "Date": "20/03/2016"},
            ],
            "Accompagnements": [{"Durée (min)": "une heure"}],
        }
    )
    rejects = tmp_path / "rejets.xlsx"
    call_command("import_register", register, rejects=rejects, verbosity=0)
    assert (Beneficiary.objects.count(), Sale.objects.count()) == (1, 1)

    book = openpyxl.load_workbook(rejects)
    mend(book, "Bénéficiaires", 2, "Date de naissance", "02/06/1975")
    mend(book, "Ventes", 2, "Date", "15/03/2016")  # now word for word the sale that came in
    mend(book, "Accompagnements", 2, "Durée (min)", 60)
    book.save(rejects)
    for _ in range(2):  # and a second time adds nothing
        call_command("import_register", rejects, verbosity=0)

        assert Beneficiary.objects.count() == 2
        assert Sale.objects.count() == 3
        assert SupportSession.objects.get().minutes == 60


def mend(book, sheet, row, column, value):
    headings = [cell.value for cell in book[sheet][1]]
    book[sheet].cell(row, headings.index(column) + 1).value = value
