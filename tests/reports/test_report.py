"""The page, the PDF and the data of a year: one set of figures, three ways to read it."""

import io
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import lru_cache

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import Entry
from pimms.kernel.templatetags.french import euros, hours, number
from reports import ccas, content, figures, services
from reports.figures import Year
from reports.figures.counting import Line
from tests.support import editions, factories, money
from tests.support.pages import queries_of, text

JANUARY = date(2017, 1, 16)


def one_line(words: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", words)


def squeezed(words: str) -> str:
    """Without spaces: a PDF has places, and its readers guess the spaces from them."""
    return re.sub(r"\s+", "", words)


def shown(year: Year) -> list[str]:
    """Every figure of the JSON as the report writes it, beside the words it stands with."""
    report = year.as_json()
    people, sales, workshops = report["people"], report["sales"], report["workshops"]
    support, referrals = report["support"], report["referrals"]
    lines = [
        f"{people['served']} personnes aidées",
        f"{people['enrolled_during_year']} inscription ouverte",
        f"{people['enrolments_active']} inscription était en cours",
        f"{referrals['received']} orientation reçue",
        f"{euros(sales['saving'])} économisés",
        f"{workshops['sessions']} atelier, {workshops['attendances']} présences",
        f"{support['sessions']} accompagnement, {hours(support['hours'])}",
        f"{sales['people']} a acheté",
        f"{workshops['people']} sont venues",
        f"{support['people']} a été accompagnée",
        f"{workshops['absences']} absence",
        f"{hours(workshops['hours'])} en tout",
        f"{sales['lines']} lignes de vente",
        f"Ensemble 4 100,0 % {euros(sales['paid_total'])} {euros(sales['public_value'])}",
        f"Ensemble {euros(report['means']['granted'])}",
        f"E-mail {workshops['by_theme']['email']['sessions']} 2",
        "Aide aux démarches administratives 1 100,0 %",
        f"CCAS d’Antony {referrals['by_organisation']['CCAS d’Antony']} 100,0 %",
        f"Recharge mobile {sales['quantity_by_category']['mobile_credit']} 75,0 %",
        f"Antony Hauts-de-Seine {people['by_commune']['92002']} 33,4 %",
        f"Massy Essonne {people['by_commune']['91377']} 33,3 %",
        f"Non communiquée {people['by_commune']['non_communique']} 33,3 %",
        f"Hauts-de-Seine (92) {people['by_department']['92']} 33,3 %",
        f"Féminin {people['by_gender']['feminin']} 33,4 %",
        f"25 à 39 ans {people['by_age_band']['vingt_cinq_trente_neuf']} 100,0 %",
        f"Ensemble {number(people['served'])} 100,0 %",
    ]
    return [one_line(line) for line in lines]


# Drawn once for all the tests that read it: the same year has the same figures.
drawn = lru_cache(ccas.document)


@pytest.fixture
def document(year) -> PdfReader:
    return PdfReader(io.BytesIO(drawn(year, on=JANUARY)))


def words_of(document: PdfReader) -> str:
    return one_line(" ".join(page.extract_text() for page in document.pages))


def structure(document: PdfReader) -> list:
    """Every element of the tag tree, as (kind, element)."""
    found, waiting = [], [document.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append((node["/S"], node))
            waiting.append(node.get("/K"))
    return found


def test_the_document_shows_the_figures_of_the_data(year, document):
    words = squeezed(words_of(document))

    assert [line for line in shown(year) if squeezed(line) not in words] == []


@pytest.mark.usefixtures("year")
def test_the_page_shows_the_figures_of_the_data(client, sign_in, year):
    sign_in("director")
    page = client.get(reverse("reports:year", args=[2016]))

    assert page.status_code == 200
    assert [line for line in shown(year) if line not in one_line(text(page))] == []


def test_the_document_is_a_few_pages_with_their_numbers(document):
    pages = [one_line(page.extract_text()) for page in document.pages]

    assert 4 <= len(pages) <= 7
    assert f"/ {len(pages)}" not in pages[0]
    for place, words in enumerate(pages[1:], start=2):
        assert f"{place} / {len(pages)}" in words
        assert "Pimms d’Antony · Bilan 2016 au centre communal d’action sociale d’Antony" in words


def test_the_first_page_says_whose_report_it_is_and_for_whom(document):
    words = one_line(document.pages[0].extract_text())

    assert "Pimms d’Antony" in words
    assert "Bilan 2016" in words
    assert "Rapport au centre communal d’action sociale d’Antony" in words
    assert "Place des Baconnets, 92160 Antony" in words
    assert "bilan établi le 16/01/2017" in words


def test_a_year_that_is_not_over_says_so(year):
    early = PdfReader(io.BytesIO(ccas.document(year, on=date(2016, 12, 31))))

    assert "Chiffres provisoires, arrêtés au 31/12/2016" in words_of(early)


def test_the_document_can_be_read_by_machines_that_read_aloud(document):
    root = document.trailer["/Root"]
    tags = structure(document)
    kinds = Counter(kind for kind, _ in tags)

    assert root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "fr"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert document.metadata.title.startswith("Bilan 2016 · Pimms d’Antony")
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert kinds["/H1"] >= 1
    assert kinds["/Table"] == kinds["/THead"]
    # A chart for all tables but one, and the map.
    assert kinds["/TH"] > kinds["/TR"] > kinds["/Table"] >= kinds["/Figure"] > 0
    said = [tag["/Alt"] for kind, tag in tags if kind == "/Figure"]
    others = sorted(alt for alt in said if "Diagramme en barres" not in alt)
    assert [alt.partition(" de ")[0] for alt in others][0] == "Courbes"
    assert [alt.startswith("Personnes par commune") for alt in others] == [False, True]


def test_the_document_has_an_outline(document):
    titles = [entry.title for entry in document.outline if not isinstance(entry, list)]

    assert titles == [
        "Bilan 2016",
        "L’essentiel",
        "Qui a été aidé",
        "Qui nous a orienté des personnes",
        "Entrées et sorties",
        "Recharges, équipement et économies",
        "Ateliers",
        "Accompagnements individuels",
        "Moyens",
        "Comment nous comptons",
    ]


def test_means_are_left_out_when_none_is_recorded(db):
    factories.support()
    report = ccas.report(figures.of_year(2016), on=JANUARY)

    assert "moyens" not in [section.code for section in report.sections]
    assert "Moyens" not in [note.title for note in report.notes]


def test_a_long_list_of_towns_repeats_its_heading_and_ends_with_the_others(year):
    towns = tuple(Line(f"92{n:03}", f"Commune {n:03}", 1) for n in range(60))
    many = replace(year, people=replace(year.people, by_commune=towns, served=60))
    document = PdfReader(io.BytesIO(ccas.document(many, on=JANUARY)))
    pages = [one_line(page.extract_text()) for page in document.pages]

    assert sum("Commune Département Personnes Part" in words for words in pages) == 2
    assert any("Autres (30) 30 50,0 %" in words for words in pages)


def test_the_data_are_downloaded_under_their_name(client, sign_in, year):
    claire = sign_in("director")
    answer = client.get(reverse("reports:data", args=[2016]))

    assert json.loads(answer.content) == year.as_json()
    assert "CCAS d’Antony" in answer.content.decode()
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="bilan-ccas-2016.json"'
    assert Entry.objects.filter(
        verb="report.downloaded", by=claire.email, details={"file": "bilan-ccas-2016.json"}
    ).exists()


@pytest.mark.usefixtures("year")
def test_the_document_is_downloaded_under_its_name(client, sign_in):
    sign_in("director")
    answer = client.get(reverse("reports:pdf", args=[2016]))

    assert answer.content.startswith(b"%PDF-1.7")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="bilan-ccas-2016.pdf"'
    assert Entry.objects.filter(details={"file": "bilan-ccas-2016.pdf"}).exists()


@pytest.mark.usefixtures("year")
def test_the_years_are_listed_newest_first_with_what_they_hold(client, sign_in):
    factories.support(held_on=date(2014, 5, 2))
    sign_in("director")
    with time_machine.travel("2016-06-15", tick=False):
        words = one_line(text(client.get(reverse("reports:reports"))))

    assert (
        "Bilan 2016 Orientations, inscriptions, ventes, ateliers et accompagnements."
        " L’année n’est pas finie : ses chiffres changent encore." in words
    )
    assert words.index("Bilan 2016") < words.index("Bilan 2014 Accompagnements.")


def test_a_desk_without_anything_is_told_what_to_do(client, sign_in):
    sign_in("director")
    page = client.get(reverse("reports:reports"))

    assert "Il n’y a encore rien à compter." in text(page)
    assert reverse("register:uploads") in page.content.decode()


@pytest.mark.parametrize("name", ["year", "pdf", "data"])
def test_a_year_without_data_is_a_sentence(client, sign_in, name):
    sign_in("director")
    answer = client.get(reverse(f"reports:{name}", args=[2035]))

    assert answer.status_code == 404
    assert "Rien n’est enregistré pour 2035" in text(answer)


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["0000", "0999", "3000", "99999", "20a6"])
def test_what_is_no_year_is_no_page(client, sign_in, year):
    sign_in("director")

    assert client.get(f"/bilans/{year}/").status_code == 404


def test_the_pages_ask_the_database_as_often_for_many_as_for_one(client, sign_in):
    factories.sale()
    sign_in("director")
    addresses = [reverse("reports:reports"), reverse("reports:year", args=[2016])]
    few = [queries_of(client, address) for address in addresses]
    for _ in range(4):
        factories.sale()
        factories.seat()
        factories.support()
        factories.referral()

    assert [queries_of(client, address) for address in addresses] == few
    assert max(few) <= 12


def test_the_document_says_what_was_promised_what_changed_and_what_it_cost(year, client, sign_in):
    sign_in("director")
    editions.frozen(2015)
    ccas_grant = money.grant("2500", funder=money.funder("CCAS", "ccas"), purpose="Connexions")
    money.promised(ccas_grant, figure="people.served", target=3)
    money.expense("2000", account="641")
    answer = client.get(reverse("reports:pdf", args=[2016]))
    words = squeezed(words_of(PdfReader(io.BytesIO(answer.content))))

    for said in (
        "1 engagement chiffré, dont 1 tenu.",
        "Évolution",
        "5.1 Accompagnements 1 1 0,0 %",
        "Bilan financier",
        "641 Rémunération des personnels",
    ):
        assert squeezed(said) in words
    report = ccas.report(
        year, on=JANUARY, beside=services.beside(2016, on=JANUARY), left_out=["budget"]
    )
    assert "budget" not in [section.code for section in report.sections]
    assert "evolution" in [section.code for section in report.sections]


def test_a_frozen_report_keeps_what_stood_beside_its_figures(year):
    grant = money.grant("2500", funder=money.funder("CCAS", "ccas"), purpose="Connexions")
    money.promised(grant, figure="people.served", target=3)
    edition = editions.freeze(editions.in_hand())
    money.expense("2000", account="641")
    beside = content.read(edition.content).beside

    assert [(each.target, each.done) for each in beside.pledges] == [(3, 3)]
    assert beside.budget.charges.total.real == 0
