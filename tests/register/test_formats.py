"""A register is the same in whatever format it is kept."""

import zipfile

import openpyxl
import pytest

from pimms.register import reading
from pimms.register.bringing_in import bring_in
from pimms.register.reading import UnreadableRegister
from pimms.register.sheets import SHEETS
from tests.support import spreadsheets

from .conftest import TODAY


def in_folder(path, to):
    to.mkdir()
    for name, text in spreadsheets.as_texts(path).items():
        (to / name).write_bytes(text)
    return to


FORMATS = {
    "strict": lambda path, to: spreadsheets.as_strict(path, to / "strict.xlsx"),
    "ods": lambda path, to: spreadsheets.as_ods(path, to / "registre.ods"),
    "xls": lambda path, to: spreadsheets.as_xls(path, to / "registre.xls"),
    "csv": lambda path, to: in_folder(path, to / "textes") / "registre-Ventes.csv",
    "folder": lambda path, to: in_folder(path, to / "textes"),
    "zip": lambda path, to: spreadsheets.as_archive(path, to / "registre.zip"),
    "windows": lambda path, to: spreadsheets.as_archive(
        path, to / "registre.zip", encoding="cp1252", mark=","
    ),
}


def rows_of(path):
    with reading.opened(path) as register:
        return {sheet.name: list(register.rows(sheet)) for sheet in SHEETS}


def outcome_of(path):
    outcome = bring_in(path, name="essai", by="test", today=TODAY, dry_run=True)
    return outcome.sheets, outcome.warnings


@pytest.mark.parametrize("kind", FORMATS)
def test_a_register_has_the_same_rows_in_every_format(write_register, tmp_path, kind):
    path = write_register({"Ventes": [{}, {"Prix payé": 8.3}, {"Paiement": "Chèque"}]})
    other = FORMATS[kind](path, tmp_path)
    assert rows_of(other).keys() == rows_of(path).keys()
    for sheet, rows in rows_of(path).items():
        assert [number for number, *_ in rows_of(other)[sheet]] == [number for number, *_ in rows]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["strict", "ods", "xls", "csv"])
def test_the_sample_register_gives_the_same_summary_in_every_format(
    db, register_2016, tmp_path, kind
):
    assert outcome_of(FORMATS[kind](register_2016, tmp_path))[0] == outcome_of(register_2016)[0]


def test_an_empty_text_that_a_formula_gives_is_an_empty_cell(db, write_register, tmp_path):
    path = write_register({"Ventes": [{}, {"Paiement": '=IF(1=2,"CB","")'}]})
    kept, none = tmp_path / "gardé.xlsx", tmp_path / "rien.xlsx"
    with_result(path, kept, b'<c r="F3" t="str"><f>IF(1=2,"CB","")</f><v></v></c>')
    with_result(path, none, b'<c r="F3"><f>IF(1=2,"CB","")</f><v></v></c>')
    assert outcome_of(kept)[0]["Ventes"]["rejected"] == 0
    assert outcome_of(none)[0]["Ventes"]["rejected"] == 1


def with_result(path, to, cell):
    """The cell F3 of the sales as a spreadsheet would have kept it."""
    number = [sheet.name for sheet in SHEETS].index("Ventes") + 1
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(to, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == f"xl/worksheets/sheet{number}.xml":
                before, _, rest = part.partition(b'<c r="F3"')
                part = before + cell + rest.partition(b"</c>")[2]
            target.writestr(name, part)


def refused(path):
    with pytest.raises(UnreadableRegister) as refusal, reading.opened(path):
        pass
    return str(refusal.value)


def test_two_sheets_of_one_name_are_named_and_refused(write_register):
    path = write_register()
    book = openpyxl.load_workbook(path)
    book.create_sheet("Presences")
    book.save(path)
    assert refused(path) == (
        "Les feuilles «\u202fPrésences\u202f» et «\u202fPresences\u202f» portent le même nom\u202f:"
        " gardez-en une seule. Rien n’a été importé."
    )


def test_two_columns_of_one_name_are_named_and_refused(write_register):
    path = write_register({"Ventes": [{"Prix paye": 3}]})
    assert "Les colonnes «\u202fPrix payé\u202f» et «\u202fPrix paye\u202f»" in refused(path)


def test_a_missing_column_says_which_headings_were_found(write_register):
    path = write_register(without=["Quantité"])
    said = refused(path)
    assert said.startswith("Il manque la colonne «\u202fQuantité\u202f» dans la feuille")
    assert "Titres trouvés\u202f: «\u202fDate\u202f», «\u202fN° dossier\u202f»" in said


@pytest.mark.parametrize("heading", ["Nº dossier", "No dossier", "Numéro de dossier", "n°dossier"])
def test_a_dossier_number_is_headed_in_many_ways(db, write_register, heading):
    path = write_register()
    book = openpyxl.load_workbook(path)
    for page in book:
        for cell in page[1]:
            if cell.value == "N° dossier":
                cell.value = heading
    book.save(path)
    assert {counts["rejected"] for counts in outcome_of(path)[0].values()} == {0}


def test_a_text_alone_says_what_is_missing(tmp_path):
    path = tmp_path / "Ventes.csv"
    path.write_text("Date;N° dossier\n", encoding="utf-8")
    assert "Il manque les feuilles «\u202fCatalogue\u202f»" in refused(path)
