"""The year leaves the house: archive in an open format, entries of the books."""

import csv
import hashlib
import io
import json
import re
import subprocess
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from pimms.kernel import periods, tables
from pimms.kernel.templatetags.french import NARROW
from recharges import accounting, archive, services
from recharges.models import AccountCode, TillSession
from recharges.sealed import START
from tests.support import factories
from tests.support.pages import text

DAY = factories.DAY


@pytest.fixture
def year(db):
    """Two days: cash, card and free sales, a reversal, 2 € missing, 20 € banked."""
    awa, card = factories.enrolment(), factories.product("5.00", "22.00")
    for payment in ("cash", "cash", "card", "free"):
        factories.sale(awa, quantities={card: 1}, payment=payment)
    factories.till_counted(
        TillSession.objects.get(), pieces={5000: 1, 200: 4}, reason="Rendu trop",
        banked=Decimal(20), ends_the_day=True,
    )  # fmt: skip
    undone = factories.sale(awa, quantities={card: 1}, on=date(2016, 3, 16))
    services.reverse(undone, reason="=1+1", by=factories.counsellor(), on=date(2016, 3, 16))
    return awa


def read(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix(tables.BOM)), delimiter=";"))


@pytest.fixture
def files(year, tmp_path):
    call_command("archive_ledger", "2016", tmp_path, verbosity=0)
    with zipfile.ZipFile(tmp_path / "registre-2016.zip") as zipped:
        zipped.extractall(tmp_path)
        return {name: zipped.read(name).decode() for name in zipped.namelist()}


# The archive


CHAINS = {"Un reçu": "empreintes.csv", "Un Z": "clotures.csv", "Un repère": "reperes.csv"}


def described(readme: str) -> dict[str, list]:
    """`Un reçu, version 2` → the labels of its elements; (label, [labels]) for a list of lists."""
    texts, levels = {}, []
    for line in readme.partition("Ce que disent les textes")[2].splitlines():
        if title := re.fullmatch(r"  (\S.*), version (\d+)", line):
            elements = texts[title[1], title[2]] = []
            levels = [(4, elements)]
        elif element := re.fullmatch(r"( +)(\d+) (.*?)(, une liste de listes :)?", line):
            # Numbers are set flush right: the indent is that of the column.
            indent = len(element[1]) + len(element[2])
            while indent < levels[-1][0] + 2:
                levels.pop()
            _, elements = levels[-1]
            assert int(element[2]) == len(elements) + 1
            inner = []
            elements.append((element[3], inner) if element[4] else element[3])
            if element[4]:
                levels.append((levels[-1][0] + 3, inner))
    return texts


def named(elements: list, said: list) -> dict:
    """What a text says, by the labels of the description."""
    assert len(elements) == len(said)
    return {
        each if isinstance(each, str) else each[0]: value
        if isinstance(each, str)
        else [named(each[1], row) for row in value]
        for each, value in zip(elements, said, strict=True)
    }


def chains(files) -> dict[str, list[tuple[dict, dict]]]:
    """Of each chain, its rows and what their texts say by the description of the archive."""
    texts = described(files["LISEZMOI.txt"])
    return {
        what: [
            (row, named(texts[what, row.get("version", "1")], json.loads(row["texte"])))
            for row in read(files[name])
        ]
        for what, name in CHAINS.items()
    }


def test_every_hash_of_the_archive_is_computed_again_from_it_alone(files):
    for what, rows in chains(files).items():
        assert rows, what
        previous = START
        for row, _ in rows:
            assert row["empreinte précédente"] == previous or what == "Un repère"
            said = (row["empreinte précédente"] + row["texte"]).encode()
            previous = row["empreinte"]
            assert previous == hashlib.sha256(said).hexdigest()


def as_cell(value) -> str:
    """What a spreadsheet shows of an element of a text."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        value = date.fromisoformat(value)
    return tables.cell(Decimal(str(value)) if isinstance(value, float) else value)


def test_what_the_files_show_is_what_was_sealed(files):
    """Column by column, for each label that a file and a text have in common."""
    said = chains(files)
    receipts = {row["reçu"]: text for row, text in said["Un reçu"]}
    compared = set()
    for sale in read(files["ventes.csv"]):
        text = receipts[sale["reçu"]]
        for label in ("jour", "paiement", "conseiller", "inscription", "caisse", "motif",
                      "organisme payeur", "n° de chèque", "dotation"):  # fmt: skip
            assert sale[label] == as_cell(text[label]), label
    for line in read(files["lignes.csv"]):
        text = next(
            each for each in receipts[line["reçu"]]["lignes"]
            if str(each["identifiant"]) == line["identifiant"]
        )  # fmt: skip
        compared |= text.keys() & line.keys()
        assert {label: line[label] for label in text} == {
            label: as_cell(Decimal(str(value)).quantize(Decimal("0.01")))
            if label.startswith(("payé", "prix"))
            else as_cell(value)
            for label, value in text.items()
        }
    assert compared == {"identifiant", "nature", "article (identifiant)", "article", "catégorie",
                        "quantité", "payé", "prix solidaire", "prix public"}  # fmt: skip
    for row, text in said["Un Z"]:
        assert (row["z"], row["portée"]) == (str(text["z"]), text["portée"])
        assert text["repère"] in {anchor["empreinte"] for anchor in read(files["reperes.csv"])}
        assert Decimal(row["total"].replace(",", ".")) == Decimal(str(text["total"]))
    till = said["Un Z"][0][1]["la caisse comptée"][0]
    assert till["motif de l’écart"] == "Rendu trop"
    assert [each["pièces"] for each in till["billets et pièces"]] == [4, 1]


def test_the_manifest_is_that_of_sha256sum(files, tmp_path):
    checked = subprocess.run(
        ["sha256sum", "--check", "MANIFESTE.sha256"], cwd=tmp_path, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.count("\n") == len(files) - 1


def test_the_archive_says_the_sales_in_french_and_names_no_beneficiary(files):
    sales, lines = read(files["ventes.csv"]), read(files["lignes.csv"])
    assert sales[0]["payé"] == "5,00"
    assert sales[0]["jour"] == "15/03/2016"
    assert sales[5]["annule le reçu"] == "A2016-000005"
    assert sales[5]["motif"] == "'=1+1", "a spreadsheet runs nothing"
    assert lines[5]["quantité"] == "-1"
    assert "Diallo" not in "".join(files.values())
    assert "n'est pas clôturée" in files["LISEZMOI.txt"]


def test_the_same_ledger_gives_the_same_archive(year):
    one, other = io.BytesIO(), io.BytesIO()
    archive.write(2016, one)
    archive.write(2016, other)
    assert one.getvalue() == other.getvalue()


def test_an_archive_that_cannot_be_written_is_said(db, tmp_path):
    with pytest.raises(CommandError, match="n’est pas une année"):
        call_command("archive_ledger", "16", tmp_path)
    with pytest.raises(CommandError, match="n’existe pas"):
        call_command("archive_ledger", "2016", tmp_path / "rien")


# The books


def booked(period=None):
    return list(accounting.lines(period or periods.year(2016)))


def test_the_books_are_balanced_day_by_day(year):
    days = {line.day for line in booked()}
    for day in days:
        lines = [line for line in booked() if line.day == day]
        assert sum(line.debit for line in lines) == sum(line.credit for line in lines) > 0
    assert days == {DAY}, "a sale reversed the same day leaves nothing"


def test_each_movement_goes_to_its_account(year):
    said = [(line.journal, line.account, line.debit, line.credit, line.voucher)
            for line in booked()]  # fmt: skip
    assert said == [
        ("VT", "511", 5, 0, "Z A2"), ("VT", "707", 0, 5, "Z A2"),
        ("VT", "530", 10, 0, "Z A2"), ("VT", "707", 0, 10, "Z A2"),
        ("CA", "580", 20, 0, "Z A2"), ("CA", "530", 0, 20, "Z A2"),
        ("CA", "658", 2, 0, "Z A2"), ("CA", "530", 0, 2, "Z A2"),
    ]  # fmt: skip


def test_an_account_changes_from_a_day_on(year):
    claire = factories.director()
    services.set_account("cash", code="531", since=DAY, by=claire)
    assert {line.account for line in booked()} >= {"531", "707"}
    assert AccountCode.objects.get(code="530").period.upper == DAY
    with pytest.raises(ValidationError, match="court depuis le 15/03/2016"):
        services.set_account("cash", code="532", since=DAY, by=claire)
    with pytest.raises(ValidationError, match="en chiffres"):
        services.set_account("card", code="51A", since=DAY, by=claire)


def test_a_missing_account_is_a_sentence(client, year, sign_in):
    AccountCode.objects.filter(purpose="cash").delete()
    sign_in("director")
    answer = client.get(reverse("recharges:entries", args=[2016]), follow=True)
    assert (
        f"Aucun compte pour «{NARROW}Caisse (espèces){NARROW}» le 15/03/2016{NARROW}: donnez-en un."
    ) in text(answer)


def test_the_director_takes_the_books_and_the_archive_home(client, year, sign_in):
    sign_in("director")
    page = text(client.get(reverse("recharges:books")))
    assert "Écritures 2016 (CSV)" in page
    entries = client.get(reverse("recharges:entries", args=[2016]))
    first = entries.content.decode().removeprefix(tables.BOM).splitlines()[:2]
    assert first == [
        "journal;date;compte;libellé;débit;crédit;pièce",
        "VT;15/03/2016;511;Ventes solidaires, carte bancaire;5,00;0,00;Z A2",
    ]
    zipped = client.get(reverse("recharges:year_archive", args=[2016])).getvalue()
    assert "LISEZMOI.txt" in zipfile.ZipFile(io.BytesIO(zipped)).namelist()


def test_the_director_changes_an_account(client, year, sign_in):
    sign_in("director")
    fields = {"purpose": "card", "code": "5115", "since": "2016-06-01"}
    answer = client.post(reverse("recharges:change_account"), fields, follow=True)
    assert "Cartes bancaires à encaisser" in text(answer)
    assert AccountCode.objects.get(code="5115").period.lower == date(2016, 6, 1)
    assert client.post(reverse("recharges:change_account"), fields).status_code == 422


@pytest.mark.parametrize("text", ["=1+1", "+33", "-2", "@SUM(A1)", "\tx"])
def test_what_a_spreadsheet_would_run_is_quoted(text):
    assert tables.cell(text) == f"'{text}"


def test_amounts_and_days_are_written_as_in_france():
    assert tables.cell(Decimal("-1234.5")) == "-1234,50"
    assert tables.cell(date(2016, 3, 1)) == "01/03/2016"
