"""`build_report` at the command line: its files, and what it says when it cannot make them."""

import io
import json
import os

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader


def build(*arguments) -> str:
    out = io.StringIO()
    call_command("build_report", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_it_writes_the_document_and_the_data(year, tmp_path):
    pdf, data = tmp_path / "bilan.pdf", tmp_path / "chiffres.json"

    said = build("ccas", 2016, "--output", pdf, "--data", data)

    assert said.splitlines() == [f"{pdf} est écrit.", f"{data} est écrit."]
    assert json.loads(data.read_bytes()) == year.as_json()
    assert "CCAS d’Antony" in data.read_text(encoding="utf-8")
    assert "Bilan 2016" in PdfReader(pdf).metadata.title
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bilan.pdf", "chiffres.json"]


@pytest.mark.usefixtures("year")
def test_without_a_name_the_document_is_written_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert build("ccas", "2016") == "bilan-ccas-2016.pdf est écrit.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["bilan-ccas-2016.pdf"]


@pytest.mark.usefixtures("year")
def test_the_data_alone_make_no_document(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    build("ccas", "2016", "--data", "d.json")

    assert [path.name for path in tmp_path.iterdir()] == ["d.json"]


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["caf", "2016"], "Le bilan « caf » n’existe pas. Bilans connus : ccas, funder."),
        (["ccas", "16"], "« 16 » n’est pas une année : écrivez-la en quatre chiffres."),
        (["ccas", "9999"], "« 9999 » n’est pas une année : écrivez-la en quatre chiffres."),
        (["ccas", "2035"], "Rien n’est enregistré pour 2035 : il n’y a pas de bilan à faire."),
        (
            ["ccas", "2016", "--output", "nulle/part.pdf"],
            "Impossible d’écrire nulle/part.pdf : ce dossier n’existe pas.",
        ),
        (
            ["ccas", "2016", "--output", "ici.pdf", "--data", "nulle/part.json"],
            "Impossible d’écrire nulle/part.json : ce dossier n’existe pas.",
        ),
        (
            ["ccas", "2016", "--data", "."],
            "Impossible d’écrire . : ce n’est pas un fichier.",
        ),
        (
            ["ccas", "2016", "--output", "a", "--data", "./a"],
            "Le PDF et les chiffres vont dans deux fichiers différents.",
        ),
        (
            ["ccas", "2016", "--data", "é" * 200],
            f"Impossible d’écrire {'é' * 200} : ce nom est trop long.",
        ),
    ],
)
def test_what_it_cannot_do_is_one_sentence_and_no_file(arguments, sentence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError) as refusal:
        build(*arguments)

    assert str(refusal.value) == sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("year")
def test_a_full_disk_leaves_the_old_file_as_it_was(tmp_path, monkeypatch):
    data = tmp_path / "d.json"
    data.write_text("l’an passé")

    def full(self, content):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(CommandError, match="le disque est plein"):
        build("ccas", "2016", "--data", data)

    assert data.read_text() == "l’an passé"
    assert [path.name for path in tmp_path.iterdir()] == ["d.json"]


def test_the_report_to_a_funder_is_written_by_the_name_of_who_gave(year, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert build("funder", 2016, "--grant", "etat") == "compte-rendu-etat-2016.pdf est écrit.\n"
    assert "Compte rendu financier 2016" in PdfReader("compte-rendu-etat-2016.pdf").metadata.title
    build("funder", 2016, "--grant", "État", "--data", "d.json")
    assert json.loads((tmp_path / "d.json").read_bytes())["grant"]["granted"] == "21912.00"


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize("wanted", [[], ["--grant", "Région"]])
def test_without_a_grant_that_is_there_the_choices_are_said(wanted, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match="--grant. Subventions de 2016 : .* État, Médiation"):
        build("funder", 2016, *wanted)
    with pytest.raises(CommandError, match="Aucune subvention n’est enregistrée pour 2014"):
        build("funder", 2014, *wanted)
