"""Communes, departments, districts, beside those who live there; and what is hidden outside."""

import io
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from beneficiaries.models import Beneficiary, District
from pimms.kernel.masking import LEAST
from reports import ccas, figures, notes, territory
from reports.ccas.breakdowns import breakdown_of
from reports.ccas.discreet import Discreet
from reports.figures.counting import Line
from tests.support import editions, factories
from tests.support.pages import queries_of, text

JANUARY = date(2017, 1, 16)
TOWNS = ("92002", "92071", "91377", "91645", "94034")


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel("2017-01-16 10:00", tick=False):
        yield


@pytest.mark.django_db
def test_a_district_is_counted_apart_from_other_addresses_and_from_none():
    district = District.objects.create(
        name="Le Noyer-Doré", code="QN1", period=DateRange(date(2015, 1, 1), None)
    )
    awa = factories.person(address="2 rue des Lilas")
    Beneficiary.objects.filter(pk=awa.pk).update(district=district)
    factories.support(awa)
    factories.support(factories.person(address="5 rue de la Paix"))
    factories.support(factories.person(address=""))
    told = figures.of_year(2016).as_json()["people"]["by_district"]
    assert told == {"QN1": 1, "hors_quartier": 1, "non_communique": 1}


@pytest.mark.django_db
def test_coverage_is_of_those_who_live_there():
    for _ in range(3):
        factories.support(factories.person())
    antony = factories.antony()
    (covered,) = figures.of_year(2016).people.coverage
    assert (covered.code, covered.count, covered.population) == ("92002", 3, antony.population)
    assert figures.of_year(2016).as_json()["people"]["coverage"]["92002"] == (
        f"{round(3000 / antony.population, 2):.2f}"
    )


def test_the_page_draws_the_map_and_each_tile_opens_its_list(year, client, sign_in):
    sign_in("director")
    answer = client.get(reverse("reports:territory"), {"annee": "2016"})
    assert 'aria-label="Antony, 1 personne"' in answer.content.decode()
    assert 'href="/bilans/2016/chiffres/1.8/?code=92002"' in answer.content.decode()
    assert "Quartier prioritaire" in text(answer)
    assert "population municipale 2023 de l’Insee" in text(answer)
    assert queries_of(client, reverse("reports:territory")) <= 12


def test_the_report_draws_the_same_map(year):
    section = ccas.report(year, on=JANUARY).sections[0]
    assert section.map.alt == "Personnes par commune\u202f: Antony 1, Massy 1."
    assert section.map.source.startswith("data:image/svg+xml;base64,")


def test_the_report_says_of_which_year_the_inhabitants_are(year):
    written = str(ccas.report(year, on=JANUARY))
    assert "habitants de la commune (Insee, 2023)" in written
    assert any("populations municipales 2023" in note.text for note in notes.ALL)
    assert any("code officiel géographique 2026" in note.text for note in notes.ALL)


def test_a_hidden_town_says_so_on_the_map(year):
    drawing = territory.drawn(year, hidden={"92002"})
    assert "Antony masqué" in drawing.alt


def test_the_report_handed_over_tells_no_small_count(year, client, sign_in):
    sign_in("director")
    edition = editions.freeze(editions.in_hand())
    answer = client.get(reverse("reports:edition_handed", args=[edition.pk]))
    assert answer.headers["Content-Disposition"].endswith('"bilan-ccas-a-remettre-2016-v1.pdf"')
    words = "".join(
        "".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.content)).pages
    )
    assert "masqué" in words
    assert "1personneaidée" not in words
    assert "Antony1" not in words


def lines(counts, codes):
    return tuple(Line(code, code, n) for code, n in zip(codes, counts, strict=True) if n)


@given(st.lists(st.integers(0, 12), min_size=5, max_size=5))
@settings(max_examples=60, deadline=None)
def test_no_hidden_town_is_computed_back_from_what_is_handed_over(empty_year, towns):
    departments = {}
    for town, n in zip(TOWNS, towns, strict=True):
        departments[town[:2]] = departments.get(town[:2], 0) + n
    people = replace(
        empty_year.people,
        served=sum(towns),
        by_commune=lines(towns, TOWNS),
        by_department=lines(departments.values(), departments),
    )
    discreet = Discreet.of(replace(empty_year, people=people))
    counts = {line.code: line.count for line in people.by_commune}
    hidden = discreet.codes("people.by_commune")
    assert {code for code, n in counts.items() if n < LEAST} <= hidden
    away = discreet.codes("people.by_department")
    for department, n in departments.items():
        ours = [code for code in hidden if code.startswith(department)]
        if n and ours and department not in away:
            assert len(ours) > 1
            assert sum(counts[code] for code in ours) >= LEAST
    if hidden and discreet.may_say("people.served"):
        assert len(hidden) > 1


def test_the_others_taken_together_are_hidden_with_any_of_the_first(year):
    towns = tuple(Line(f"92{n:03}", f"Commune {n:03}", 40 - n) for n in range(36))
    many = replace(year, people=replace(year.people, by_commune=towns, served=900))
    table = breakdown_of(figures.named("people.by_commune"), many)
    told = table.hiding(frozenset({"92003"}))
    said = {row[0]: row[2] for row in told.rows}
    assert (said["Commune 003"], said["Autres (6)"]) == ("masqué", "masqué")
    assert said["Commune 004"] == "36"
    assert "Commune 003" not in [bar.label for bar in told.bars]


@pytest.fixture(scope="module")
def empty_year(django_db_setup, django_db_blocker):
    """2014, when nothing was recorded."""
    with django_db_blocker.unblock():
        return figures.of_year(2014)
