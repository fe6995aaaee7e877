"""The files a report leaves in: to archive with its figures inside, as a workbook, on one page."""

import csv
import json
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pypdf
import pytest
import time_machine
from django.urls import reverse

from reports import ccas, figures, services
from reports.editions import life
from tests.support import editions, factories
from tests.support.pages import text


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel("2017-01-20 10:00", tick=False):
        yield


def document(answer):
    return pypdf.PdfReader(BytesIO(answer.content))


def words_of(pdf) -> str:
    return "".join("".join(page.extract_text().split()) for page in pdf.pages)


def test_the_document_to_archive_carries_its_figures(year, client, sign_in):
    sign_in("director")
    edition = editions.freeze(editions.in_hand())
    factories.support(held_on=date(2016, 11, 2))  # changes nothing of what is frozen
    answer = client.get(reverse("reports:edition_archive", args=[edition.pk]))
    pdf = document(answer)
    assert (
        b'pdfaid:part="3" pdfaid:conformance="A"'
        in pdf.trailer["/Root"]["/Metadata"].get_object().get_data()
    )
    enclosed = {name: content[0] for name, content in pdf.attachments.items()}
    assert sorted(enclosed) == ["bilan-ccas-2016-v1.csv", "bilan-ccas-2016-v1.json"]
    told = json.loads(enclosed["bilan-ccas-2016-v1.json"])
    assert told == year.as_json()
    rows = csv.DictReader(
        StringIO(enclosed["bilan-ccas-2016-v1.csv"].decode("utf-8-sig")), delimiter=";"
    )
    assert {row["code"]: row["valeur"].replace(",", ".") for row in rows} == {
        path: str(value) for path, value in figures.by_path(year).items()
    }
    plain = document(client.get(reverse("reports:edition_pdf", args=[edition.pk])))
    assert words_of(plain) == words_of(pdf)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("frozen", [False, True])
def test_the_workbook_holds_true_numbers(year, client, sign_in, frozen):
    sign_in("director")
    address = reverse("reports:workbook", args=[2016])
    if frozen:
        edition = editions.freeze(editions.in_hand())
        address = reverse("reports:edition_workbook", args=[edition.pk])
    book = openpyxl.load_workbook(BytesIO(client.get(address).content))
    assert book.sheetnames[:2] == ["Personnes", "Orientations"]
    told = {}
    for sheet in book:
        _, *rows = sheet.iter_rows(values_only=True)
        told |= {code: value for _, code, _, _, value in rows}
    assert {path: Decimal(str(value)) for path, value in told.items()} == {
        path: Decimal(value) for path, value in figures.by_path(year).items()
    }


def test_the_summary_is_one_page_beside_the_year_before(year, client, sign_in):
    sign_in("director")
    factories.support(held_on=date(2015, 5, 4))
    address = reverse("reports:summary", args=[2016])
    pdf = document(client.get(address))
    assert len(pdf.pages) == 1
    words = words_of(pdf)
    for figure in ccas.report(year, on=date(2017, 1, 20)).key_figures:
        assert "".join(figure.value.split()) in words
    assert "Lebilande2015n’estpasarrêté" in words
    editions.freeze(editions.in_hand(2015), on=date(2017, 1, 20))
    assert "n’estpasarrêté" not in words_of(document(client.get(address)))


def test_the_first_year_stands_alone(year):
    assert services.year_before(2016) == (None, False)
    drawn = ccas.summary(year, None, is_settled=False, on=date(2017, 1, 20))
    assert "2015" not in words_of(pypdf.PdfReader(BytesIO(drawn)))


def test_a_part_that_is_left_out_is_nowhere_in_the_report(year, client, sign_in):
    sign_in("director")
    edition = editions.in_hand()
    sent = {"ateliers": "Le mardi.", "left_out": ["ateliers", "moyens"]}
    assert client.post(edition.get_absolute_url(), sent).status_code == 302
    edition = editions.freeze(edition)
    assert edition.left_out == ["ateliers", "moyens"]
    pdf = words_of(document(client.get(reverse("reports:edition_pdf", args=[edition.pk]))))
    assert "Recharges,équipement" in pdf
    assert "Lemardi." not in pdf
    assert "Présencesauxateliers" not in pdf
    refused = client.tamper(editions.in_hand(2017).get_absolute_url(), {"left_out": ["x"]})
    assert refused.status_code == 422


def test_a_correction_leaves_the_same_parts_out(year):
    edition = editions.in_hand()
    life.write(edition, texts={}, left_out=["besoins"], by=factories.director())
    editions.freeze(edition)
    again = editions.in_hand(reason="Un oubli.")
    assert again.left_out == ["besoins"]


def test_the_pages_offer_the_files(year, client, sign_in):
    sign_in("director")
    assert "Synthèse complète" in text(client.get(reverse("reports:year", args=[2016])))
    edition = editions.freeze(editions.in_hand())
    assert "PDF à archiver" in text(client.get(edition.get_absolute_url()))
    for name in ("workbook", "summary"):
        assert client.get(reverse(f"reports:{name}", args=[2011])).status_code == 404
    assert figures.of_year(2011).is_empty
