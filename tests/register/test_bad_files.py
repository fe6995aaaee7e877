"""What is no register gets one clear sentence, and nothing is written."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from beneficiaries.models import Beneficiary
from recharges.models import Product

pytestmark = pytest.mark.django_db


def refused(path, match):
    with pytest.raises(CommandError, match=match):
        call_command("import_register", path, verbosity=0)
    assert not Beneficiary.objects.exists()
    assert not Product.objects.exists()


def test_a_file_that_does_not_exist(tmp_path):
    refused(tmp_path / "absent.xlsx", "n’existe pas")


@pytest.mark.parametrize("content", [b"", b"Nom;Prenom\n", b"%PDF-1.4", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_workbook(tmp_path, content):
    path = tmp_path / "registre.xlsx"
    path.write_bytes(content)

    refused(path, r"n’est pas un classeur lisible")


def test_a_zip_that_is_no_workbook(tmp_path):
    path = tmp_path / "registre.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("notes.txt", "rien")

    refused(path, r"n’est pas un classeur lisible")


def test_a_register_that_is_too_large(tmp_path, settings):
    settings.REGISTER_MEGABYTES = 1
    path = tmp_path / "registre.xlsx"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)

    refused(path, "pèse 50 Mo")


def test_a_missing_sheet_is_named(write_register):
    refused(write_register({"Présences": None}), "Il manque la feuille «\u202fPrésences\u202f»")


def test_missing_sheets_are_named_together(tmp_path):
    book = openpyxl.Workbook()
    path = tmp_path / "registre.xlsx"
    book.save(path)

    refused(
        path,
        "Il manque les feuilles «\u202fCatalogue\u202f», «\u202fBénéficiaires\u202f»,"
        " «\u202fVentes\u202f»",
    )


def test_missing_columns_are_named_with_their_sheet(write_register):
    path = write_register(without=("Prix payé", "Quantité"))

    refused(
        path,
        "les colonnes «\u202fQuantité\u202f», «\u202fPrix payé\u202f» dans la feuille"
        " «\u202fVentes\u202f»",
    )


def test_columns_are_found_by_their_heading_wherever_they_stand(write_register):
    path = write_register(first_rows=[["Registre du Pimms"], []])
    book = openpyxl.load_workbook(path)
    for sheet in book:
        sheet.insert_cols(1)
    book.move_sheet("Ventes", -2)
    book.save(path)

    call_command("import_register", path, verbosity=0)

    assert Beneficiary.objects.get().last_name == "DIALLO"


def test_a_formula_without_a_result_is_refused_with_its_column(write_register, tmp_path):
    rejects = tmp_path / "rejets.xlsx"
    path = write_register({"Ventes": [{"Prix payé": "=2*2.5"}]})

    call_command("import_register", path, rejects=rejects, verbosity=0)

    row = list(openpyxl.load_workbook(rejects)["Ventes"].iter_rows(values_only=True))[1]
    assert "Prix payé contient une formule sans résultat" in row[-1]


def test_a_broken_row_in_the_middle_leaves_nothing_half_written(write_register, monkeypatch):
    path = write_register()
    monkeypatch.setattr(
        "pimms.register.workshops.bring_in_support", lambda context: 1 / 0, raising=True
    )

    with pytest.raises(ZeroDivisionError):
        call_command("import_register", path, verbosity=0)

    assert not Beneficiary.objects.exists()


def test_an_output_folder_that_does_not_exist_is_said_before_anything_is_read(write_register):
    with pytest.raises(CommandError, match="n’existe pas"):
        call_command("import_register", write_register(), rejects=Path("/absent/r.xlsx"))
